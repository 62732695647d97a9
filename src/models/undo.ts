import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import { Token } from '@lumino/coreutils';
import { type IProblem, problemText, toProblem } from '../ui/errors';

/** How long a change can be undone from its message, in ms. */
const STAYS = 20_000;

/** A change that can be undone. */
export interface IUndoableChange {
  /** What was done, in a sentence. */
  readonly text: string;
  /** Undo it; rejects with what a user understands. */
  run(): Promise<void>;
}

/** The last change that can be undone. */
export type IUndo = Undo;

/** Token by which panel, pages and commands share the last change. */
export const IUndo = new Token<IUndo>(
  'jupyterlab-models:IUndo',
  'The last change of this tab, to be undone from the message about it.'
);

/** The last change of this tab: deletion, new name, edit. It can be undone for a while from a bar, or else a toast. */
export class Undo extends VDomModel {
  constructor(private _trans: TranslationBundle) {
    super();
  }

  get change(): IUndoableChange | null {
    return this._change;
  }

  get problem(): IProblem | null {
    return this._problem;
  }

  /** Show that a change was made, and offer to undo it. */
  offer(change: IUndoableChange): void {
    this._set(change, null);
    this._timer = window.setTimeout(() => this.dismiss(), STAYS);
    if (!this._isShown) {
      const toast = Notification.success(change.text, {
        autoClose: STAYS,
        actions: [
          {
            label: this._trans.__('Undo'),
            callback: () => void this._undoFromToast(change)
          }
        ]
      });
      this._toasts.set(change, toast);
    }
  }

  /** Undo a change, whichever is shown now. Gives why it could not be undone, or null. */
  undo(change: IUndoableChange): Promise<IProblem | null> {
    const running = this._running.get(change) ?? this._undo(change);
    this._running.set(change, running);
    return running;
  }

  dismiss(): void {
    this._set(null, null);
  }

  /** A bar shows the message; while one is in sight, no toast does. */
  addBar(node: HTMLElement): void {
    this._bars.add(node);
  }

  removeBar(node: HTMLElement): void {
    this._bars.delete(node);
  }

  override dispose(): void {
    window.clearTimeout(this._timer);
    super.dispose();
  }

  private get _isShown(): boolean {
    return [...this._bars].some(({ offsetParent }) => offsetParent !== null);
  }

  private async _undo(change: IUndoableChange): Promise<IProblem | null> {
    let problem: IProblem | null = null;
    try {
      await change.run();
      const toast = this._toasts.get(change);
      if (toast) {
        Notification.dismiss(toast);
      }
    } catch (reason) {
      problem = toProblem(reason);
      this._running.delete(change);
    }
    if (this._change === change) {
      this._set(problem && change, problem);
    }
    return problem;
  }

  /** A toast can be pressed when the bar is gone, or shows another change. */
  private async _undoFromToast(change: IUndoableChange): Promise<void> {
    const problem = await this.undo(change);
    if (problem && !(this._change === change && this._isShown)) {
      Notification.error(problemText(problem), { autoClose: false });
    }
  }

  private _set(change: IUndoableChange | null, problem: IProblem | null): void {
    window.clearTimeout(this._timer);
    this._change = change;
    this._problem = problem;
    this.stateChanged.emit();
  }

  private _change: IUndoableChange | null = null;
  private _problem: IProblem | null = null;
  private _timer = 0;
  private readonly _bars = new Set<HTMLElement>();
  private readonly _toasts = new WeakMap<IUndoableChange, string>();
  private readonly _running = new WeakMap<
    IUndoableChange,
    Promise<IProblem | null>
  >();
}
