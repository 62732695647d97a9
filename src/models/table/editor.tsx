import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { problemText } from '../../ui/errors';
import type { Editing } from './editing';

/** Why the text of a cell was not saved, or cannot be. */
export function problemOf({ field }: Editing): string | null {
  return field.faults[0] ?? (field.problem && problemText(field.problem));
}

/** The field in a cell that is edited. Enter and leaving the field save, Escape gives up. */
export function CellEditor(props: {
  editing: Editing;
  trans: TranslationBundle;
}): JSX.Element {
  const { editing, trans } = props;
  const { field } = editing;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const { current } = input;
    current?.focus();
    if (editing.column === 'name') {
      current?.select();
    } else {
      // Tags are mostly added.
      const end = current?.value.length ?? 0;
      current?.setSelectionRange(end, end);
    }
  }, []);
  const problem = problemOf(editing);
  return (
    <input
      ref={input}
      type="text"
      className="jp-Models-cellEditor"
      aria-label={
        editing.column === 'name'
          ? trans.__('New name')
          : trans.__('Tags, separated by commas')
      }
      aria-invalid={problem !== null}
      aria-describedby={problem ? 'jp-models-edit-problem' : undefined}
      value={field.typed ?? ''}
      onChange={event => {
        field.type(event.target.value);
      }}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          event.preventDefault();
          void field.save();
        } else if (event.key === 'Escape') {
          field.close();
        }
        event.stopPropagation();
      }}
      onBlur={event => {
        const row = event.currentTarget.closest('[role="row"]');
        const stays = row?.contains(event.relatedTarget) ?? false;
        // Another window has the focus: the user comes back to the same field.
        if (!stays && document.hasFocus() && !field.hasConflict) {
          void field.save();
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
  const { field } = editing;
  const problem = problemOf(editing);
  return problem === null ? null : (
    <div className="jp-Models-making" data-state="failed">
      <span
        id="jp-models-edit-problem"
        className="jp-Models-makingText"
        role="alert"
      >
        {problem}
      </span>
      {field.hasConflict && (
        <Button onClick={() => void editing.overwrite()}>
          {trans.__('Save mine')}
        </Button>
      )}
      <Button onClick={() => field.close()}>
        {field.hasConflict ? trans.__('Keep theirs') : trans.__('Cancel')}
      </Button>
    </div>
  );
}
