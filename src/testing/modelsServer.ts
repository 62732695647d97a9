import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { Health } from '../contract/schemas';
import type {
  IModelsServer,
  IPermissions,
  IServerState
} from '../server/token';
import { example } from './contract';

/** A server part that stands as the test says, and that nobody can call. */
export class FakeModelsServer implements IModelsServer {
  state: IServerState = {
    status: 'ready',
    message: '',
    health: example<Health>('GET', '/health')
  };
  readonly stateChanged: Signal<IModelsServer, IServerState> = new Signal<
    IModelsServer,
    IServerState
  >(this);
  permissions: IPermissions = { read: true, write: true };
  readonly revisionChanged: Signal<IModelsServer, number> = new Signal<
    IModelsServer,
    number
  >(this);
  readonly ready = Promise.resolve();
  interval = 0;
  /** How often it was asked. */
  refreshes = 0;

  /** It is in another state. */
  set(state: Partial<IServerState>): void {
    this.state = { ...this.state, ...state };
    this.stateChanged.emit(this.state);
  }

  async refresh(): Promise<void> {
    this.refreshes += 1;
  }

  async checkRevision(): Promise<void> {
    this.refreshes += 1;
  }

  call(): never {
    throw new Error('Views do not call this');
  }

  onEvent(): IDisposable {
    return new DisposableDelegate(() => undefined);
  }
}
