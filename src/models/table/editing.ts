import type { IDisposable } from '@lumino/disposable';
import type { ModelHead } from '../../contract/schemas';
import { findModel } from '../../registry/byId';
import { modelNameProblems, splitTags } from '../../registry/names';
import { type IProblem, toProblem } from '../../ui/errors';
import { editModel, type IEditContext } from '../edits';
import type { ModelListModel } from '../list/model';

/** What can be edited in place. */
export type EditedColumn = 'name' | 'tags';

/** A cell while it is edited: the rows stand still, and the text stays until it is saved or given up. */
export class Editing {
  constructor(
    private readonly _list: ModelListModel,
    private readonly _context: IEditContext,
    private readonly _changed: () => void,
    head: ModelHead,
    readonly row: number,
    readonly column: EditedColumn
  ) {
    this._shown = head;
    this._text = column === 'name' ? head.name : head.tags.join(', ');
    this._hold = _list.hold();
  }

  /** The model that is edited. */
  get id(): string {
    return this._shown.id;
  }

  get text(): string {
    return this._text;
  }
  set text(value: string) {
    this._text = value;
    this._problem = null;
    this._changed();
  }

  /** Why the text could not be saved, or cannot be. */
  get problem(): IProblem | null {
    const [message] =
      this.column === 'name'
        ? modelNameProblems(this._text, this._context.trans)
        : [];
    return message === undefined ? this._problem : toProblem({ message });
  }

  /** Whether somebody else changed the same thing since it was shown. */
  get isOutdated(): boolean {
    return this._problem?.code === 'changed_meanwhile';
  }

  get isBusy(): boolean {
    return this._busy;
  }

  get isOver(): boolean {
    return this._hold.isDisposed;
  }

  /** Save the text; it stays in its field where that fails. Gives whether it is saved. */
  save(): Promise<boolean> {
    return this._save(() => Promise.resolve(this._shown));
  }

  /** Save the text over what somebody else saved meanwhile. */
  overwrite(): Promise<boolean> {
    return this._save(() => findModel(this._context.registry, this.id));
  }

  /** Give the text up. */
  cancel(): void {
    this._hold.dispose();
    this._changed();
  }

  private async _save(
    shown: () => Promise<ModelHead | null>
  ): Promise<boolean> {
    const invalid = this._problem === null && this.problem !== null;
    if (this._busy || this.isOver || invalid) {
      return false;
    }
    this._busy = true;
    this._changed();
    try {
      this._shown = (await shown()) ?? this._shown;
      const change =
        this.column === 'name'
          ? { name: this._text }
          : { tags: splitTags(this._text) };
      this._list.replace(await editModel(this._shown, change, this._context));
      this._hold.dispose();
    } catch (reason) {
      this._problem = toProblem(reason);
    }
    this._busy = false;
    this._changed();
    return this.isOver;
  }

  private _shown: ModelHead;
  private _text: string;
  private _problem: IProblem | null = null;
  private _busy = false;
  private readonly _hold: IDisposable;
}
