import type { Event } from '@jupyterlab/services';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Health } from '../contract/schemas';
import type { Http, IAnswer } from './http';

/** What the user may do, from the server's `/api/me`. */
export interface IPermissions {
  readonly read: boolean;
  readonly write: boolean;
}

/** Whether the server part is there and of our version. */
export interface IServerState {
  readonly status: 'unknown' | 'ready' | 'missing' | 'mismatch' | 'unreachable';
  /** What to tell the user when it is not ready, with what to do. */
  readonly message: string;
  readonly health: Health | null;
}

/** The server part: whether it is there, its REST API and its events. */
export interface IModelsServer {
  /** Whether it is there; changes by itself. */
  readonly state: IServerState;
  readonly stateChanged: ISignal<IModelsServer, IServerState>;
  readonly permissions: IPermissions;
  /** The registry has another revision. */
  readonly revisionChanged: ISignal<IModelsServer, number>;
  /** Resolves when the first handshake has ended, well or not. */
  readonly ready: Promise<void>;
  /** How often (ms) it is asked when it says nothing by itself. */
  interval: number;
  /** Ask it again: handshake, permissions, revision. */
  refresh(): Promise<void>;
  /** Ask for the revision alone. */
  checkRevision(): Promise<void>;
  /** Call the REST API. Rejects with `RegistryError`, whose message a user understands, or with `AbortError`. */
  call<T>(
    request: (http: Http) => Promise<IAnswer<T>>,
    signal?: AbortSignal
  ): Promise<T>;
  /**
   * Follow the server's events about a topic: the word after `jupyterlab_models/` in their schema.
   *
   * Any user who is logged in may send events, and events get lost: they are hints to ask the server, and what they
   * say is not believed.
   */
  onEvent(
    topic: string,
    listener: (event: Event.Emission) => void
  ): IDisposable;
}

/** The token of the server part. */
export const IModelsServer = new Token<IModelsServer>(
  'jupyterlab-models:IModelsServer',
  'The server part: its state, permissions, REST API and events.'
);

/** Whether the user may change models, and the server can do it now. */
export function canWrite({ state, permissions }: IModelsServer): boolean {
  return (
    state.status === 'ready' &&
    permissions.write &&
    state.health?.read_only !== true
  );
}
