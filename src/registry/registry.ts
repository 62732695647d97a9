import type { Event, ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { PromiseDelegate } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import type { IPoll } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type {
  IModelRegistry,
  IPermissions,
  IServerState,
  Transfer
} from '../tokens';
import { DelayedCall } from '../timing/delayedCall';
import { RegistryClient } from './client';
import { followEvents } from '../server/events';
import {
  askPermissions,
  compareVersions,
  explainFailure
} from '../server/handshake';
import { toRegistryError } from '../server/http';

/** Events that come closer together than this (ms) make one request. */
const QUIET = 150;

/** The registry of models: its calls, whether the server is there, and what changed. */
export class ModelRegistry
  extends RegistryClient
  implements IModelRegistry, IDisposable
{
  constructor(options: ModelRegistry.IOptions) {
    super(options.serverSettings, options.trans);
    this._poll = new Poll({
      auto: false,
      name: 'jupyterlab-models:registry',
      factory: () => this.refresh(),
      frequency: every(ModelRegistry.INTERVAL),
      standby: 'when-hidden'
    });
    this._hinted = new DelayedCall(() => void this._ask(false), QUIET);
    this._following = followEvents(options.events, {
      registry: () => this.onChange(),
      transfer: id => this._onTransferHint(id)
    });
  }

  get server(): IServerState {
    return this._server;
  }

  get serverChanged(): ISignal<this, IServerState> {
    return this._serverChanged;
  }

  get permissions(): IPermissions {
    const write = this._permissions.write && !this._server.health?.read_only;
    return { read: this._permissions.read, write };
  }

  get changed(): ISignal<this, number> {
    return this._changed;
  }

  get transferChanged(): ISignal<this, Transfer> {
    return this._transferChanged;
  }

  get ready(): Promise<void> {
    return this._ready.promise;
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  /** How often (ms) the server is asked when it says nothing by itself. */
  set interval(interval: number) {
    this._poll.frequency = every(interval);
    if (this._poll.state.phase !== 'constructed') {
      // Else the wait that is under way would go on as long as before.
      void this._poll.refresh();
    }
  }

  /** Begin: the first handshake, then a slow poll. */
  start(): void {
    void this._poll.start();
    void this._poll.refresh();
    document.addEventListener('visibilitychange', this._onVisibility);
  }

  refresh(): Promise<void> {
    return this._ask(true);
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._poll.dispose();
    this._hinted.dispose();
    this._following.dispose();
    document.removeEventListener('visibilitychange', this._onVisibility);
    Signal.clearData(this);
  }

  /** The registry may have another revision: look soon. */
  protected override onChange(): void {
    this._hinted.request();
  }

  /** Ask the server; questions that come up meanwhile are answered by one more round. */
  private _ask(everything: boolean): Promise<void> {
    this._due = everything || this._due === 2 ? 2 : 1;
    this._asking ??= this._askAll().finally(() => {
      this._asking = null;
    });
    return this._asking;
  }

  private async _askAll(): Promise<void> {
    while (this._due && !this.isDisposed) {
      const everything = this._due === 2 || this._server.status !== 'ready';
      this._due = 0;
      await this._handshake(everything);
    }
    this._ready.resolve();
  }

  private async _handshake(everything: boolean): Promise<void> {
    let state: IServerState;
    try {
      const health = await this.health();
      state = compareVersions(health, this.trans);
      if (everything) {
        this._permissions = await askPermissions(this.serverSettings);
      }
    } catch (error) {
      state = explainFailure(toRegistryError(error, this.trans), this.trans);
    }
    if (!this.isDisposed) {
      this._settle(state);
    }
  }

  /** Take over the new state and tell what is different. */
  private _settle(state: IServerState): void {
    const before = this._server;
    if (
      state.status !== before.status ||
      state.health?.kernel_source !== before.health?.kernel_source
    ) {
      this.forget();
    }
    this._server = state;
    const told = JSON.stringify([
      { ...state, health: { ...state.health, revision: 0, free_bytes: 0 } },
      this.permissions
    ]);
    if (told !== this._told) {
      this._told = told;
      this._serverChanged.emit(state);
    }
    const revision = state.health?.revision;
    if (revision === undefined || revision === this._revision) {
      return;
    }
    const first = this._revision === null;
    this._revision = revision;
    if (!first) {
      this._changed.emit(revision);
    }
  }

  /** Fetch the transfer and tell; hints that come meanwhile make one more fetch. */
  private _onTransferHint(id: string): void {
    if (this._fetching.has(id)) {
      this._fetching.set(id, true);
      return;
    }
    this._fetching.set(id, false);
    const fetch = async (): Promise<void> => {
      const transfer = await this.transfer(id);
      const again = this._fetching.get(id);
      this._fetching.delete(id);
      if (this.isDisposed) {
        return;
      }
      this._transferChanged.emit(transfer);
      if (again) {
        this._onTransferHint(id);
      }
    };
    fetch().catch(error => {
      this._fetching.delete(id);
      console.warn(`Transfer ${id} could not be looked up.`, error);
    });
  }

  private readonly _onVisibility = (): void => {
    if (!document.hidden) {
      this.onChange();
    }
  };

  private readonly _poll: Poll;
  private readonly _hinted: DelayedCall;
  private readonly _following: IDisposable;
  private readonly _ready = new PromiseDelegate<void>();
  private readonly _serverChanged = new Signal<this, IServerState>(this);
  private readonly _changed = new Signal<this, number>(this);
  private readonly _transferChanged = new Signal<this, Transfer>(this);
  /** Transfers being fetched, and whether a later hint came. */
  private readonly _fetching = new Map<string, boolean>();
  private _server: IServerState = {
    status: 'unknown',
    message: '',
    health: null
  };
  private _permissions: IPermissions = { read: false, write: false };
  private _revision: number | null = null;
  private _told = '';
  /** Nothing to ask, the revision, or everything. */
  private _due: 0 | 1 | 2 = 0;
  private _asking: Promise<void> | null = null;
}

function every(interval: number): IPoll.Frequency {
  return { interval, max: interval, backoff: false };
}

/** Options of the registry. */
export namespace ModelRegistry {
  /** How often the server is asked by default, in ms. */
  export const INTERVAL = 60_000;

  export interface IOptions {
    /** The application's settings, with its login. */
    serverSettings: ServerConnection.ISettings;
    events: Event.IManager;
    trans: TranslationBundle;
  }
}
