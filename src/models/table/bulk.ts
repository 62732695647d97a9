import { VDomModel } from '@jupyterlab/ui-components';
import type { ModelHead } from '../../contract/schemas';
import { tagProblems } from '../../registry/names';
import { type IProblem, problemText, toProblem } from '../../ui/errors';
import { applyToModel, type IEditContext } from '../edits';
import type { IUndoableChange } from '../undo';

/** A model that could not be changed, and why. */
export interface IRefusal {
  readonly id: string;
  readonly name: string;
  readonly problem: IProblem;
}

/** How far a change of many models is. */
export interface IBulkProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** Changes of many models, one request for each, undone as one; no DOM. */
export class BulkChange extends VDomModel {
  constructor(private readonly _context: IEditContext) {
    super();
  }

  /** The change that is under way. */
  get progress(): IBulkProgress | null {
    return this._progress;
  }

  /** The models that the last change left as they were. */
  get refusals(): readonly IRefusal[] {
    return this._refusals;
  }

  /** Change no more models; those that are changed stay so. */
  stop(): void {
    this._stopped = true;
  }

  /** Forget what was refused. */
  dismiss(): void {
    this._refusals = [];
    this.stateChanged.emit();
  }

  /** Move models to the trash. */
  delete(heads: readonly ModelHead[]): Promise<void> {
    const { registry, trans } = this._context;
    return this._run(
      heads,
      trans.__('Deleting'),
      async ({ name }) => {
        const entry = await registry.delete(name);
        return (
          entry &&
          (async () => {
            await registry.restore(entry.id);
          })
        );
      },
      count =>
        trans._n(
          '%1 model is in the trash.',
          '%1 models are in the trash.',
          count
        )
    );
  }

  /** Give models a tag. */
  addTag(heads: readonly ModelHead[], tag: string): Promise<void> {
    const { trans } = this._context;
    return this._tag(
      heads.filter(({ tags }) => !tags.includes(tag)),
      trans.__('Adding the tag “%1”', tag),
      tags => [...tags, tag],
      count =>
        trans._n(
          '%1 model has the tag “%2” now.',
          '%1 models have the tag “%2” now.',
          count,
          tag
        )
    );
  }

  /** Take a tag from models. */
  removeTag(heads: readonly ModelHead[], tag: string): Promise<void> {
    const { trans } = this._context;
    return this._tag(
      heads.filter(({ tags }) => tags.includes(tag)),
      trans.__('Removing the tag “%1”', tag),
      tags => tags.filter(other => other !== tag),
      count =>
        trans._n(
          '%1 model lost the tag “%2”.',
          '%1 models lost the tag “%2”.',
          count,
          tag
        )
    );
  }

  private _tag(
    heads: readonly ModelHead[],
    label: string,
    change: (tags: string[]) => string[],
    words: (count: number) => string
  ): Promise<void> {
    return this._run(
      heads,
      label,
      async head => {
        const tags = change(head.tags);
        const [problem] = tagProblems(tags, this._context.trans);
        if (problem) {
          throw new Error(problem);
        }
        const { undoable } = await applyToModel(head, { tags }, this._context);
        return undoable && (() => undoable.run());
      },
      words
    );
  }

  /** Change one model after the other; a model that refuses stops none of the others. */
  private async _run(
    heads: readonly ModelHead[],
    label: string,
    change: (head: ModelHead) => Promise<Undoing | null>,
    words: (count: number) => string
  ): Promise<void> {
    if (this._progress || heads.length === 0) {
      return;
    }
    this._stopped = false;
    const undoings: [string, Undoing][] = [];
    const refusals: IRefusal[] = [];
    for (const [done, head] of heads.entries()) {
      if (this._stopped || this.isDisposed) {
        break;
      }
      this._tell({ label, done, total: heads.length }, refusals);
      try {
        const undoing = await change(head);
        if (undoing) {
          undoings.push([head.name, undoing]);
        }
      } catch (reason) {
        const { id, name } = head;
        refusals.push({ id, name, problem: toProblem(reason) });
      }
    }
    this._tell(null, refusals);
    if (undoings.length > 0) {
      this._context.undo.offer(
        this._undoable(words(undoings.length), undoings)
      );
    }
  }

  /** All changes of a kind as one. What was undone is not undone again when the user tries once more. */
  private _undoable(
    text: string,
    undoings: [string, Undoing][]
  ): IUndoableChange {
    const { trans } = this._context;
    let left = undoings;
    return {
      text,
      run: async () => {
        const failed: [string, Undoing][] = [];
        const reasons: string[] = [];
        for (const [name, undo] of left) {
          try {
            await undo();
          } catch (reason) {
            failed.push([name, undo]);
            reasons.push(`${name}: ${problemText(toProblem(reason))}`);
          }
        }
        left = failed;
        if (failed.length > 0) {
          throw new Error(
            trans._n(
              '%1 model could not be changed back. %2',
              '%1 models could not be changed back. %2',
              failed.length,
              reasons.slice(0, 3).join(' ')
            )
          );
        }
      }
    };
  }

  private _tell(
    progress: IBulkProgress | null,
    refusals: readonly IRefusal[]
  ): void {
    this._progress = progress;
    this._refusals = [...refusals];
    if (!this.isDisposed) {
      this.stateChanged.emit();
    }
  }

  private _progress: IBulkProgress | null = null;
  private _refusals: readonly IRefusal[] = [];
  private _stopped = false;
}

/** Changes one model back. */
type Undoing = () => Promise<void>;
