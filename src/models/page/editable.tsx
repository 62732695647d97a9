import type { TranslationBundle } from '@jupyterlab/translation';
import { editIcon } from '@jupyterlab/ui-components';
import React, { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { problemText } from '../../ui/errors';
import { Notice } from '../../ui/notice';
import { visible } from '../../ui/visible';
import type { FieldEditor } from './fieldEditor';

/** What is drawn of a field. */
export interface IEditableProps {
  label: string;
  /** Shown when there is no text. */
  placeholder: string;
  /** How the text is written. */
  hint?: string;
  /** Lines of the text; one is saved by Enter, more by Ctrl+Enter. */
  rows?: number;
  disabled: boolean;
  trans: TranslationBundle;
  maxLength: number;
  /** How the text looks when it is not edited. */
  children?: React.ReactNode;
}

/** A text that is edited in its own place: Enter saves it, Escape gives up. */
export function Editable<T>(
  props: IEditableProps & { editor: FieldEditor<T>; onOpen?(): void }
): JSX.Element {
  const { label, editor, trans } = props;
  const { isOpen } = editor;
  const button = useRef<HTMLButtonElement>(null);
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // The focus goes into the field, and back to where it came from.
    if (isOpen && !wasOpen.current) {
      focus(control.current!);
    } else if (!isOpen && wasOpen.current) {
      button.current?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (isOpen) {
    return (
      <div className="jp-Models-editing">
        <Control {...props} controlRef={control} />
        <Told editor={editor} hint={props.hint} />
        <Actions editor={editor} trans={trans} />
      </div>
    );
  }
  return (
    <div className="jp-Models-editable">
      <div className="jp-Models-editableText">
        {editor.shown ? (
          (props.children ?? visible(editor.shown))
        ) : (
          <span className="jp-Models-placeholder">{props.placeholder}</span>
        )}
      </div>
      {!props.disabled && (
        <Button
          ref={button}
          look="icon"
          aria-label={trans.__('Edit: %1', label)}
          title={trans.__('Edit')}
          onClick={() => {
            props.onOpen?.();
            editor.open();
          }}
        >
          <editIcon.react tag={null} />
        </Button>
      )}
    </div>
  );
}

/** A line is chosen, to be typed anew; in a longer text one goes on at its end. */
function focus(control: HTMLInputElement | HTMLTextAreaElement): void {
  control.focus();
  if (control instanceof HTMLInputElement) {
    control.select();
  } else {
    control.setSelectionRange(control.value.length, control.value.length);
  }
}

function Control<T>(
  props: IEditableProps & {
    editor: FieldEditor<T>;
    controlRef: React.RefObject<HTMLInputElement & HTMLTextAreaElement>;
  }
): JSX.Element {
  const { editor, rows = 1, controlRef } = props;
  const onKeyDown = (event: React.KeyboardEvent) => {
    const sends =
      event.key === 'Enter' && (rows === 1 || event.ctrlKey || event.metaKey);
    if (sends) {
      event.preventDefault();
      void editor.save();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      editor.close();
    }
  };
  const attributes = {
    ref: controlRef,
    'aria-label': props.label,
    'aria-invalid': editor.faults.length > 0,
    value: editor.typed ?? '',
    maxLength: props.maxLength,
    onKeyDown,
    onChange: (
      event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>
    ) => editor.type(event.target.value)
  };
  return rows > 1 ? (
    <textarea rows={rows} {...attributes} />
  ) : (
    <input type="text" className="jp-mod-styled" {...attributes} />
  );
}

/** What is wrong with the text, or why it was not saved. */
function Told<T>(props: {
  editor: FieldEditor<T>;
  hint?: string;
}): JSX.Element {
  const { faults, problem, hasConflict } = props.editor;
  return (
    <>
      <div className="jp-Models-told" aria-live="polite">
        {faults.map(fault => (
          <p key={fault} className="jp-Models-fieldProblem">
            {fault}
          </p>
        ))}
        {faults.length === 0 && props.hint && (
          <p className="jp-Models-fieldHint">{props.hint}</p>
        )}
      </div>
      {problem && (
        <Notice tone={hasConflict ? 'warn' : 'error'}>
          <p role={hasConflict ? 'alert' : undefined}>{problemText(problem)}</p>
        </Notice>
      )}
    </>
  );
}

function Actions<T>(props: {
  editor: FieldEditor<T>;
  trans: TranslationBundle;
}): JSX.Element {
  const { editor, trans } = props;
  const { hasConflict } = editor;
  return (
    <div className="jp-Models-noticeActions">
      <Button
        tone="accept"
        disabled={!editor.canSave}
        onClick={() => void editor.save()}
      >
        {hasConflict ? trans.__('Save mine') : trans.__('Save')}
      </Button>
      {hasConflict && (
        <Button onClick={() => editor.takeTheirs()}>
          {trans.__('Take theirs')}
        </Button>
      )}
      <Button onClick={() => editor.close()}>{trans.__('Cancel')}</Button>
    </div>
  );
}
