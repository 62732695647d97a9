import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { problemText } from '../../ui/errors';
import type { Editing } from './editing';

/** The longest texts that are taken. */
const LONGEST = { name: 128, tags: 2200 };

/** The field in a cell that is edited. Enter and leaving the field save, Escape gives up. */
export function CellEditor(props: {
  editing: Editing;
  trans: TranslationBundle;
}): JSX.Element {
  const { editing, trans } = props;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const { current } = field;
    current?.focus();
    if (editing.column === 'name') {
      current?.select();
    } else {
      // Tags are mostly added.
      current?.setSelectionRange(editing.text.length, editing.text.length);
    }
  }, []);
  const { problem } = editing;
  return (
    <input
      ref={field}
      type="text"
      className="jp-Models-cellEditor"
      aria-label={
        editing.column === 'name'
          ? trans.__('New name')
          : trans.__('Tags, separated by commas')
      }
      aria-invalid={problem !== null}
      aria-describedby={problem ? 'jp-models-edit-problem' : undefined}
      maxLength={LONGEST[editing.column]}
      value={editing.text}
      readOnly={editing.isBusy}
      onChange={event => {
        editing.text = event.target.value;
      }}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          event.preventDefault();
          void editing.save();
        } else if (event.key === 'Escape') {
          editing.cancel();
        }
        event.stopPropagation();
      }}
      onBlur={event => {
        const row = event.currentTarget.closest('[role="row"]');
        const stays = row?.contains(event.relatedTarget) ?? false;
        // Another window has the focus: the user comes back to the same field.
        if (!stays && document.hasFocus() && !editing.isOutdated) {
          void editing.save();
        }
      }}
    />
  );
}

/** Why the text of the field was not saved, and what to do about it. */
export function EditProblem(props: {
  editing: Editing;
  trans: TranslationBundle;
}): JSX.Element | null {
  const { editing, trans } = props;
  const { problem } = editing;
  return (
    problem && (
      <div className="jp-Models-making" data-state="failed">
        <span
          id="jp-models-edit-problem"
          className="jp-Models-makingText"
          role="alert"
        >
          {problemText(problem)}
        </span>
        {editing.isOutdated && (
          <Button onClick={() => void editing.overwrite()}>
            {trans.__('Save mine')}
          </Button>
        )}
        <Button onClick={() => editing.cancel()}>
          {editing.isOutdated ? trans.__('Keep theirs') : trans.__('Cancel')}
        </Button>
      </div>
    )
  );
}
