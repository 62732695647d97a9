import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { Schemas } from '../../contract/schemas';
import type { IModelRegistry } from '../../registry/token';
import { LatestAnswer } from '../../timing/latestAnswer';

const NONE: readonly Schemas['Use'][] = [];

/** What uses models at present; no DOM. */
export class ModelUses implements IDisposable {
  constructor(private readonly _registry: IModelRegistry) {
    _registry.changed.connect(this._onRegistry, this);
    _registry.server.stateChanged.connect(this._onRegistry, this);
    void this._ask();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._latest.isDisposed;
  }

  /** The uses of a model, by its id. */
  of(id: string): readonly Schemas['Use'][] {
    return this._uses.get(id) ?? NONE;
  }

  dispose(): void {
    this._latest.dispose();
    Signal.clearData(this);
  }

  private _onRegistry(): void {
    void this._ask();
  }

  private async _ask(): Promise<void> {
    if (this._registry.server.state.status !== 'ready') {
      return;
    }
    const counts = await this._latest.ask(() => this._registry.uses(), {
      answer: uses => {
        this._uses = new Map();
        for (const use of uses) {
          this._uses.set(use.model, [...this.of(use.model), use]);
        }
      },
      failure: () => {
        // The list of models, asked at the same moment, says what is wrong with the server.
        this._uses = new Map();
      }
    });
    if (counts) {
      this._changed.emit();
    }
  }

  private _uses = new Map<string, readonly Schemas['Use'][]>();
  private readonly _latest = new LatestAnswer();
  private readonly _changed = new Signal<this, void>(this);
}
