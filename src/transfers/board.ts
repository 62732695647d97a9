import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { IModelRegistry, Transfer } from '../tokens';
import { RegistryError } from '../server/error';
import { RepeatingTimer } from '../timing/repeatingTimer';

/** How often (ms) the server is asked while a transfer is under way, besides its events. */
const TICK = 1_000;

/** How long (ms) a transfer that ended stays on the board; what failed has to be read. */
const LINGER: Record<string, number> = {
  done: 10_000,
  cancelled: 10_000,
  failed: 300_000
};

/** Follows the transfers of all tabs at the server, until some time after they end. */
export class TransferBoard implements IDisposable {
  constructor(
    private readonly _registry: IModelRegistry,
    private readonly _trans: TranslationBundle
  ) {
    _registry.transferChanged.connect(this._onTransfer, this);
    _registry.serverChanged.connect(this._onServer, this);
    this._onServer();
  }

  /** Newest first. */
  get current(): readonly Transfer[] {
    return this._current;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Follow this one. */
  add(transfer: Transfer): void {
    if (this._isDisposed || this._dismissed.has(transfer.id)) {
      return;
    }
    const known = this._current.find(({ id }) => id === transfer.id);
    if (known && (hasEnded(known) || known.updated > transfer.updated)) {
      return;
    }
    this._current = [
      transfer,
      ...this._current.filter(one => one !== known)
    ].sort((a, b) => (a.created < b.created ? 1 : -1));
    if (hasEnded(transfer)) {
      this._onEnd(transfer);
    }
    this._setTimer();
    this._changed.emit();
  }

  /** Take this one off the board at the moment it fails, before anybody shows the failure. */
  hideFailure(id: string): void {
    this._quiet.add(id);
  }

  /** Resolves with the transfer when it has ended, however. */
  ended(id: string): Promise<Transfer> {
    const known = this._current.find(transfer => transfer.id === id);
    if (known && hasEnded(known)) {
      return Promise.resolve(known);
    }
    return new Promise(resolve => {
      const waiting = this._waiting.get(id) ?? [];
      this._waiting.set(id, [...waiting, resolve]);
    });
  }

  /** Take one that ended off the board. */
  dismiss(id: string): void {
    const known = this._current.find(transfer => transfer.id === id);
    if (known && hasEnded(known)) {
      this._dismissed.add(id);
      this._current = this._current.filter(one => one !== known);
      window.clearTimeout(this._lingering.get(id));
      this._lingering.delete(id);
      this._changed.emit();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._timer.dispose();
    this._lingering.forEach(timer => window.clearTimeout(timer));
    this._registry.transferChanged.disconnect(this._onTransfer, this);
    this._registry.serverChanged.disconnect(this._onServer, this);
    Signal.clearData(this);
  }

  private _onTransfer(_: unknown, transfer: Transfer): void {
    this.add(transfer);
  }

  private _onServer(): void {
    if (this._registry.server.status === 'ready') {
      void this._look();
    }
  }

  private _onEnd(transfer: Transfer): void {
    const { id, state } = transfer;
    const timer = window.setTimeout(() => this.dismiss(id), LINGER[state]);
    this._lingering.set(id, timer);
    this._waiting.get(id)?.forEach(resolve => resolve(transfer));
    this._waiting.delete(id);
    if (this._quiet.delete(id) && state === 'failed') {
      this.dismiss(id);
    }
  }

  /** Ask while something is under way. */
  private _setTimer(): void {
    this._timer.toggle(this._current.some(one => !hasEnded(one)));
  }

  /** Compare with the server; those that ended before we knew them do not matter. */
  private async _look(): Promise<void> {
    if (this._looking) {
      return;
    }
    this._looking = true;
    try {
      // What begins while the server makes its list is not on it, and not lost.
      const known = new Set(this._current.map(({ id }) => id));
      const listed = await this._registry.transfers();
      listed
        .filter(one => known.has(one.id) || !hasEnded(one))
        .forEach(one => this.add(one));
      const there = new Set(listed.map(({ id }) => id));
      this._current
        .filter(
          one => !hasEnded(one) && known.has(one.id) && !there.has(one.id)
        )
        .forEach(one => this._onLost(one));
    } catch (error) {
      if (!(error instanceof RegistryError)) {
        throw error;
      }
      // The server does not answer just now; the registry tells that, and the next look tries again.
    } finally {
      this._looking = false;
    }
  }

  /** The server has forgotten it. */
  private _onLost(transfer: Transfer): void {
    const error = {
      code: 'lost',
      message: this._trans.__('The server no longer knows this transfer.'),
      hint: this._trans.__('Try again.')
    };
    this.add({ ...transfer, state: 'failed', error });
  }

  private readonly _timer = new RepeatingTimer(() => void this._look(), TICK);
  private readonly _changed = new Signal<this, void>(this);
  private readonly _dismissed = new Set<string>();
  private readonly _quiet = new Set<string>();
  private readonly _lingering = new Map<string, number>();
  private readonly _waiting = new Map<
    string,
    ((transfer: Transfer) => void)[]
  >();
  private _current: readonly Transfer[] = [];
  private _looking = false;
  private _isDisposed = false;
}

function hasEnded({ state }: Transfer): boolean {
  return state in LINGER;
}
