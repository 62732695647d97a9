import type { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';
import React from 'react';
import { LONGEST_QUERY } from '../registry/names';
import type { IModelRegistry } from '../registry/token';
import type { Family, ModelHead } from '../contract/schemas';
import type { IFormats } from '../kernel/token';
import type { IProblem } from '../ui/errors';
import { FamilyMark } from '../ui/familyMark';
import { ProblemNotice } from '../ui/notice';
import { showForm } from '../ui/formDialog';
import { FormModel } from '../ui/formModel';

/** Models offered at once. */
const OFFERED = 8;

/** Choice of one model by typing a part of its name; no DOM. */
export class PickForm extends FormModel<ModelHead> {
  constructor(
    private _registry: IModelRegistry,
    private _formats: IFormats,
    readonly trans: TranslationBundle,
    readonly submitLabel: string,
    private _readyOnly = true
  ) {
    super();
    this._typing = new Debouncer(() => this._search(), 120);
    void this._search();
  }

  get query(): string {
    return this._query;
  }
  set query(value: string) {
    this._query = value;
    this._fresh = false;
    this.stateChanged.emit();
    void this._typing.invoke();
  }

  get found(): readonly ModelHead[] {
    return this._found;
  }

  /** Row that is chosen. */
  get chosen(): number {
    return this._chosen;
  }
  set chosen(index: number) {
    this._chosen = Math.max(0, Math.min(this._found.length - 1, index));
    this.stateChanged.emit();
  }

  get problem(): IProblem | null {
    return this._problem;
  }

  /** How a library is shown. */
  family(name: string): Family {
    return this._formats.table.family(name);
  }

  /** Whether what was found belongs to the text that is typed. */
  get isFresh(): boolean {
    return this._fresh;
  }

  get canSubmit(): boolean {
    return this._fresh && this._found.length > 0;
  }

  async submit(): Promise<ModelHead | null> {
    return this._found[this._chosen] ?? null;
  }

  override dispose(): void {
    this._typing.dispose();
    super.dispose();
  }

  private async _search(): Promise<void> {
    const query = this._query;
    const question = Promise.all([
      this._registry.list({
        q: query.trim() || undefined,
        state: this._readyOnly ? ['ready'] : undefined,
        sort: 'updated',
        order: 'desc',
        limit: OFFERED
      }),
      this._formats.load()
    ]);
    await this.ask('models', question, {
      answer: ([page]) => {
        this._found = page.items;
        this._chosen = 0;
        this._problem = null;
        this._fresh = query === this._query;
      },
      problem: problem => {
        this._problem = problem;
      }
    });
  }

  private _query = '';
  private _fresh = false;
  private _found: readonly ModelHead[] = [];
  private _chosen = 0;
  private _problem: IProblem | null = null;
  private _typing: Debouncer;
}

/** A search field whose arrow keys move through what was found. */
export function PickView(props: { model: PickForm }): JSX.Element {
  const { model } = props;
  const { trans, found, problem } = model;
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      model.chosen += step;
    }
  };
  return (
    <>
      <input
        type="text"
        className="jp-mod-styled"
        role="combobox"
        aria-label={trans.__('Search models by name, tag or description')}
        aria-expanded={found.length > 0}
        aria-controls="jp-models-pick-list"
        aria-activedescendant={
          found.length > 0 ? `jp-models-pick-${model.chosen}` : undefined
        }
        autoComplete="off"
        placeholder={trans.__('Search models')}
        maxLength={LONGEST_QUERY}
        value={model.query}
        onChange={event => {
          model.query = event.target.value;
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id="jp-models-pick-list"
        className="jp-Models-pickList"
        role="listbox"
        aria-label={trans.__('Models')}
      >
        {found.map((head, index) => (
          <li
            key={head.id}
            id={`jp-models-pick-${index}`}
            role="option"
            aria-selected={index === model.chosen}
            onClick={() => {
              model.chosen = index;
            }}
          >
            <FamilyMark
              family={head.latest && model.family(head.latest.family)}
            />
            <span className="jp-Models-rowName" title={head.name}>
              {head.name}
            </span>
            {head.latest && (
              <span className="jp-Models-version">
                {trans.__('v%1', head.latest.version)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {model.isFresh && found.length === 0 && !problem && (
        <p className="jp-Models-pending" role="status">
          {trans.__('No model found.')}
        </p>
      )}
      <ProblemNotice problem={problem} />
    </>
  );
}

/**
 * Ask for a model; null when the user gave up.
 *
 * @param readyOnly - false for what can be done with a model that has no version yet, too
 */
export async function pickModel(
  registry: IModelRegistry,
  formats: IFormats,
  trans: TranslationBundle,
  title: string,
  submitLabel: string,
  readyOnly = true
): Promise<ModelHead | null> {
  const model = new PickForm(registry, formats, trans, submitLabel, readyOnly);
  return showForm(model, PickView, { title, trans, focus: 'input' });
}
