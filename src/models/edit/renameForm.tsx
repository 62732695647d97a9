import { Debouncer } from '@lumino/polling';
import React from 'react';
import type { Model } from '../../contract/schemas';
import { fetchModel } from '../../registry/byId';
import { modelNameProblems } from '../../registry/names';
import { type IProblem, problemText, toProblem } from '../../ui/errors';
import { TextField } from '../../ui/field';
import { FormModel } from '../../ui/formModel';
import { ProblemNotice } from '../../ui/notice';
import { editModel, type IEditContext } from '../edits';

/** Time without a key before the server is asked for the name, in ms. */
const TYPING = 250;

/** The new name of a model; no DOM. */
export class RenameForm extends FormModel<Model> {
  constructor(
    private _shown: Model,
    name: string | undefined,
    private _context: IEditContext
  ) {
    super();
    this._name = name ?? _shown.name;
    this._typing = new Debouncer(() => this._lookUp(), TYPING);
    void this._lookUp();
  }

  get trans(): IEditContext['trans'] {
    return this._context.trans;
  }

  get submitLabel(): string {
    return this.trans.__('Rename');
  }

  get name(): string {
    return this._name;
  }
  set name(value: string) {
    this._name = value;
    this._taken = null;
    this._failure = null;
    this.stateChanged.emit();
    void this._typing.invoke();
  }

  /** Rules that the name breaks, and whether another model has it. */
  get nameProblems(): readonly string[] {
    const broken = modelNameProblems(this._name, this.trans);
    if (this._taken) {
      broken.push(
        this.trans.__(
          'There is already a model named “%1”. Choose another name.',
          this._taken
        )
      );
    }
    return this._failure?.code === 'name_taken'
      ? [...broken, problemText(this._failure)]
      : broken;
  }

  /** What went wrong, beyond the name. */
  get problem(): IProblem | null {
    return this._failure?.code === 'name_taken' ? null : this._failure;
  }

  get canSubmit(): boolean {
    return this._name !== this._shown.name && this.nameProblems.length === 0;
  }

  async submit(): Promise<Model | null> {
    const { registry } = this._context;
    try {
      return await editModel(this._shown, { name: this._name }, this._context);
    } catch (reason) {
      this._failure = toProblem(reason);
      if (this._failure.code === 'changed_meanwhile') {
        // Agreed to by sending the form off once more.
        this._shown = await fetchModel(registry, this._shown).catch(
          () => this._shown
        );
      }
      this.stateChanged.emit();
      return null;
    }
  }

  override dispose(): void {
    this._typing.dispose();
    super.dispose();
  }

  /** Names are the same regardless of case and normalization, so the server is asked. */
  private async _lookUp(): Promise<void> {
    const name = this._name;
    if (modelNameProblems(name, this.trans).length > 0) {
      this.forget('name');
      return;
    }
    await this.ask('name', this._context.registry.get(name), {
      answer: ({ id, name: taken }) => {
        this._taken =
          id === this._shown.id || name !== this._name ? null : taken;
      },
      problem: () => {
        // There is none, or the server cannot say now: it will when the form is sent off.
        this._taken = null;
      }
    });
  }

  private _name: string;
  /** The name of the other model that has it. */
  private _taken: string | null = null;
  private _failure: IProblem | null = null;
  private readonly _typing: Debouncer;
}

/** The field of the new name. */
export function RenameView({ model }: { model: RenameForm }): JSX.Element {
  const { trans } = model;
  return (
    <>
      <TextField
        id="jp-models-rename-name"
        label={trans.__('New name')}
        problems={model.nameProblems}
        hint={trans.__('Letters, digits, spaces, and . _ -')}
        value={model.name}
        selects
        onChange={name => {
          model.name = name;
        }}
      />
      <p className="jp-Models-fieldHint">
        {trans.__(
          'Open pages follow, and load code in notebooks keeps working.'
        )}
      </p>
      <ProblemNotice problem={model.problem} />
    </>
  );
}
