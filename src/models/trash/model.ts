import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import type { IModelRegistry } from '../../registry/token';
import type { TrashEntry } from '../../contract/schemas';
import { canWrite } from '../../server/token';
import { LatestAnswer } from '../../timing/latestAnswer';
import { type IProblem, toProblem } from '../../ui/errors';

/** What was deleted and can be restored; no DOM. */
export class TrashModel extends VDomModel {
  constructor(
    private _registry: IModelRegistry,
    readonly trans: TranslationBundle
  ) {
    super();
    _registry.changed.connect(this._onRegistry, this);
    _registry.server.stateChanged.connect(this._onRegistry, this);
    void this.refresh();
  }

  /** Newest first. */
  get entries(): readonly TrashEntry[] {
    return this._entries;
  }

  /** Why the last action failed, else why the trash could not be listed. */
  get problem(): IProblem | null {
    return this._failure ?? this._unlisted;
  }

  /** Forget what went wrong. */
  dismiss(): void {
    this._failure = null;
    this._unlisted = null;
    this.stateChanged.emit();
  }

  get canWrite(): boolean {
    return canWrite(this._registry.server);
  }

  async refresh(): Promise<void> {
    if (this._registry.server.state.status !== 'ready') {
      return;
    }
    const counts = await this._latest.ask(() => this._registry.trash(), {
      answer: entries => {
        this._entries = entries;
        this._unlisted = null;
      },
      failure: reason => {
        this._unlisted = toProblem(reason);
      }
    });
    if (counts) {
      this.stateChanged.emit();
    }
  }

  restore(entry: TrashEntry): Promise<void> {
    return this._do(() => this._registry.restore(entry.id));
  }

  purge(entry: TrashEntry): Promise<void> {
    return this._do(() => this._registry.purge(entry.id));
  }

  empty(): Promise<void> {
    return this._do(() => this._registry.emptyTrash());
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._latest.dispose();
      Signal.clearData(this);
    }
    super.dispose();
  }

  private _onRegistry(): void {
    void this.refresh();
  }

  private async _do(action: () => Promise<unknown>): Promise<void> {
    this._failure = null;
    try {
      await action();
      await this.refresh();
    } catch (reason) {
      if (!this.isDisposed) {
        this._failure = toProblem(reason);
        this.stateChanged.emit();
      }
    }
  }

  private _entries: readonly TrashEntry[] = [];
  private _failure: IProblem | null = null;
  private _unlisted: IProblem | null = null;
  private readonly _latest = new LatestAnswer();
}
