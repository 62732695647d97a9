import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import { Token } from '@lumino/coreutils';
import type { IModelRegistry } from '../../registry/token';
import type { TrashEntry } from '../../contract/schemas';
import { type IProblem, toProblem } from '../../ui/errors';

/** How long the message with Undo stays, in ms; the trash stays after it. */
const STAYS = 20_000;

/** The last deletion. */
export type IUndo = Undo;

/** Token by which panel and commands share the last deletion. */
export const IUndo = new Token<IUndo>(
  'jupyterlab-models:IUndo',
  'The last deletion of this tab, to be undone from the message about it.'
);

/** The last deletion of this tab, kept for a while to be undone from the message about it. */
export class Undo extends VDomModel {
  constructor(private _registry: IModelRegistry) {
    super();
  }

  get entry(): TrashEntry | null {
    return this._entry;
  }

  get problem(): IProblem | null {
    return this._problem;
  }

  offer(entry: TrashEntry): void {
    this._set(entry, null);
    this._timer = window.setTimeout(() => this.dismiss(), STAYS);
  }

  /** Undo a deletion, whichever is told of now. Gives why it could not be undone, or null. */
  async undo(entry: TrashEntry): Promise<IProblem | null> {
    let problem: IProblem | null = null;
    try {
      await this._registry.restore(entry.id);
    } catch (reason) {
      problem = toProblem(reason);
    }
    if (this._entry === entry) {
      this._set(problem && entry, problem);
    }
    return problem;
  }

  dismiss(): void {
    this._set(null, null);
  }

  override dispose(): void {
    window.clearTimeout(this._timer);
    super.dispose();
  }

  private _set(entry: TrashEntry | null, problem: IProblem | null): void {
    window.clearTimeout(this._timer);
    this._entry = entry;
    this._problem = problem;
    this.stateChanged.emit();
  }

  private _entry: TrashEntry | null = null;
  private _problem: IProblem | null = null;
  private _timer = 0;
}

/** What was deleted, in words. */
export function deletedWords(
  entry: TrashEntry,
  trans: TranslationBundle
): string {
  return entry.version === null
    ? trans.__('“%1” is in the trash.', entry.name)
    : trans.__(
        'Version %1 of “%2” is in the trash.',
        entry.version,
        entry.name
      );
}
