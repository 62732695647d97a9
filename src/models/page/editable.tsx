import type { TranslationBundle } from '@jupyterlab/translation';
import { editIcon } from '@jupyterlab/ui-components';
import React, { useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button';

/** A text that is edited in its own place: Enter keeps it, Escape gives up. */
export function Editable(props: {
  label: string;
  value: string;
  /** ShownVariables when there is no text. */
  placeholder: string;
  multiline?: boolean;
  disabled: boolean;
  trans: TranslationBundle;
  maxLength: number;
  /** Gives whether it was kept; else the field stays open. */
  onKeep(value: string): Promise<boolean>;
  /** How the text looks when it is not edited. */
  children?: React.ReactNode;
}): JSX.Element {
  const { label, value, trans } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // The focus goes back to where it came from.
    if (draft === null && wasOpen.current) {
      button.current?.focus();
    }
    wasOpen.current = draft !== null;
  }, [draft]);
  if (draft === null) {
    return (
      <div className="jp-Models-editable">
        <div className="jp-Models-editableText">
          {value ? (
            (props.children ?? value)
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
            onClick={() => setDraft(value)}
          >
            <editIcon.react tag={null} />
          </Button>
        )}
      </div>
    );
  }
  const keep = async () => {
    if (await props.onKeep(draft)) {
      setDraft(null);
    }
  };
  const control = {
    'aria-label': label,
    value: draft,
    maxLength: props.maxLength,
    autoFocus: true,
    onChange: (
      event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>
    ) => setDraft(event.target.value),
    onKeyDown: (event: React.KeyboardEvent) => {
      const send =
        event.key === 'Enter' &&
        (!props.multiline || event.ctrlKey || event.metaKey);
      if (send) {
        event.preventDefault();
        void keep();
      } else if (event.key === 'Escape') {
        event.stopPropagation();
        setDraft(null);
      }
    }
  };
  return (
    <div className="jp-Models-editing">
      {props.multiline ? (
        <textarea rows={3} {...control} />
      ) : (
        <input type="text" className="jp-mod-styled" {...control} />
      )}
      <div className="jp-Models-noticeActions">
        <Button tone="accept" onClick={() => void keep()}>
          {trans.__('Keep')}
        </Button>
        <Button onClick={() => setDraft(null)}>{trans.__('Cancel')}</Button>
      </div>
    </div>
  );
}
