import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import React from 'react';
import type { TrashEntry } from '../../contract/schemas';
import { relativeTime } from '../../ui/units';
import { Field } from '../../ui/field';
import { showForm } from '../../ui/formDialog';
import { FormModel } from '../../ui/formModel';

/** Choice of one deletion; no DOM. */
class PickEntry extends FormModel<TrashEntry> {
  constructor(
    readonly entries: readonly TrashEntry[],
    readonly submitLabel: string,
    readonly trans: TranslationBundle
  ) {
    super();
  }

  readonly canSubmit = true;

  get chosen(): number {
    return this._chosen;
  }
  set chosen(index: number) {
    this._chosen = index;
    this.stateChanged.emit();
  }

  async submit(): Promise<TrashEntry> {
    return this.entries[this._chosen];
  }

  private _chosen = 0;
}

function PickEntryForm({ model }: { model: PickEntry }): JSX.Element {
  const { entries, trans } = model;
  return (
    <Field
      id="jp-models-trash-entry"
      label={trans.__('Deleted model or version')}
      control={attributes => (
        <HTMLSelect
          {...attributes}
          value={model.chosen}
          onChange={event => {
            model.chosen = Number(event.target.value);
          }}
        >
          {entries.map((entry, index) => (
            <option key={entry.id} value={index}>
              {entry.version === null
                ? trans.__('%1, %2', entry.name, relativeTime(entry.deleted))
                : trans.__(
                    'Version %1 of %2, %3',
                    entry.version,
                    entry.name,
                    relativeTime(entry.deleted)
                  )}
            </option>
          ))}
        </HTMLSelect>
      )}
    />
  );
}

/** Ask which deletion is meant; null when the user gave up. */
export async function pickEntry(
  entries: readonly TrashEntry[],
  words: { title: string; accept: string },
  trans: TranslationBundle
): Promise<TrashEntry | null> {
  const form = new PickEntry(entries, words.accept, trans);
  return showForm(form, PickEntryForm, {
    title: words.title,
    trans,
    focus: '#jp-models-trash-entry'
  });
}
