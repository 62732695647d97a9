import type { Event, ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { PromiseDelegate } from '@lumino/coreutils';
import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import type { IPoll } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import { askPermissions, compareVersions, explainFailure } from './handshake';
import { createHttp, toRegistryError, unwrap } from './http';
import type { Http, IAnswer } from './http';
import type { IModelsServer, IPermissions, IServerState } from './token';

/** All our events have an id that begins with this. */
const EVENTS = 'https://events.jupyter.org/jupyterlab_models/';

/** The server part: handshake, calls and events. */
export class ModelsServer implements IModelsServer, IDisposable {
  constructor(private readonly _options: ModelsServer.IOptions) {
    this._http = createHttp(_options.serverSettings);
    this._poll = new Poll({
      auto: false,
      name: 'jupyterlab-models:server',
      factory: () => this.refresh(),
      frequency: every(ModelsServer.INTERVAL),
      standby: 'when-hidden'
    });
  }

  get state(): IServerState {
    return this._state;
  }

  get stateChanged(): ISignal<this, IServerState> {
    return this._stateChanged;
  }

  get permissions(): IPermissions {
    const write = this._permissions.write && !this._state.health?.read_only;
    return { read: this._permissions.read, write };
  }

  get revisionChanged(): ISignal<this, number> {
    return this._revisionChanged;
  }

  get ready(): Promise<void> {
    return this._ready.promise;
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  get interval(): number {
    return this._poll.frequency.interval;
  }
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
  }

  refresh(): Promise<void> {
    return this._ask(true);
  }

  checkRevision(): Promise<void> {
    return this._ask(false);
  }

  call<T>(
    request: (http: Http) => Promise<IAnswer<T>>,
    signal?: AbortSignal
  ): Promise<T> {
    return unwrap(request(this._http), this._options.trans, signal);
  }

  onEvent(
    topic: string,
    listener: (event: Event.Emission) => void
  ): IDisposable {
    const { stream } = this._options.events;
    const onEmission = (_: unknown, event: Event.Emission): void => {
      if (event.schema_id.startsWith(`${EVENTS}${topic}/`)) {
        listener(event);
      }
    };
    stream.connect(onEmission);
    return new DisposableDelegate(() => {
      stream.disconnect(onEmission);
    });
  }

  dispose(): void {
    this._poll.dispose();
    Signal.clearData(this);
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
      const everything = this._due === 2 || this._state.status !== 'ready';
      this._due = 0;
      await this._handshake(everything);
    }
    this._ready.resolve();
  }

  private async _handshake(everything: boolean): Promise<void> {
    const { serverSettings, trans } = this._options;
    let state: IServerState;
    try {
      const health = await this.call(http => http.GET('/health'));
      state = compareVersions(health, trans);
      if (everything) {
        this._permissions = await askPermissions(serverSettings);
      }
    } catch (error) {
      state = explainFailure(toRegistryError(error, trans), trans);
    }
    if (!this.isDisposed) {
      this._settle(state);
    }
  }

  /** Take over the new state and tell what is different. */
  private _settle(state: IServerState): void {
    this._state = state;
    const told = JSON.stringify([
      { ...state, health: { ...state.health, revision: 0, free_bytes: 0 } },
      this.permissions
    ]);
    if (told !== this._told) {
      this._told = told;
      this._stateChanged.emit(state);
    }
    const revision = state.health?.revision;
    if (revision === undefined || revision === this._revision) {
      return;
    }
    const first = this._revision === null;
    this._revision = revision;
    if (!first) {
      this._revisionChanged.emit(revision);
    }
  }

  private readonly _http: Http;
  private readonly _poll: Poll;
  private readonly _ready = new PromiseDelegate<void>();
  private readonly _stateChanged = new Signal<this, IServerState>(this);
  private readonly _revisionChanged = new Signal<this, number>(this);
  private _state: IServerState = {
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

/** Namespace of `ModelsServer`. */
export namespace ModelsServer {
  /** How often the server is asked by default, in ms. */
  export const INTERVAL = 60_000;

  /** What it works with. */
  export interface IOptions {
    /** The application's settings, with its login. */
    readonly serverSettings: ServerConnection.ISettings;
    readonly events: Event.IManager;
    readonly trans: TranslationBundle;
  }
}
