import type { TranslationBundle } from '@jupyterlab/translation';
import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { Operation } from '../contract/schemas';
import type { IModelsServer } from '../server/token';
import { Board } from './board';
import { OperationsClient } from './client';
import type { IOperations, IPageRetry } from './token';

/** How long (ms) an operation that ended well is listed, so that its result can be opened. */
const LINGER = 60_000;

/** The long work of the server, of all kinds and all tabs. */
export class Operations implements IOperations, IDisposable {
  constructor(server: IModelsServer, trans: TranslationBundle) {
    this._client = new OperationsClient(server);
    this._board = new Board({
      server,
      topic: 'operation',
      list: () => this._client.list(),
      fetch: id => this._client.get(id),
      lost: operation => lost(operation, trans),
      linger: LINGER
    });
    this._board.changed.connect(() => this._changed.emit());
  }

  get current(): readonly Operation[] {
    return this._board.current;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._board.isDisposed;
  }

  dispose(): void {
    this._board.dispose();
    Signal.clearData(this);
  }

  cancel(id: string): Promise<Operation> {
    return this._follow(this._client.cancel(id));
  }

  pause(id: string): Promise<Operation> {
    return this._follow(this._client.pause(id));
  }

  resume(id: string): Promise<Operation> {
    return this._follow(this._client.resume(id));
  }

  canRetry(operation: Operation): boolean {
    return (
      operation.actions.includes('retry') ||
      this._retryOf(operation) !== undefined
    );
  }

  async retry(operation: Operation): Promise<void> {
    const retry = this._retryOf(operation);
    if (!retry) {
      await this._follow(this._client.retry(operation.id));
      return;
    }
    await retry.run(operation);
    this.dismiss(operation.id);
  }

  dismiss(id: string): void {
    this._board.dismiss(id);
  }

  addRetry(retry: IPageRetry): IDisposable {
    this._retries.add(retry);
    return new DisposableDelegate(() => {
      this._retries.delete(retry);
    });
  }

  private async _follow(answer: Promise<Operation>): Promise<Operation> {
    const operation = await answer;
    this._board.add(operation);
    return operation;
  }

  private _retryOf(operation: Operation): IPageRetry | undefined {
    return ['failed', 'cancelled'].includes(operation.state)
      ? [...this._retries].find(retry => retry.can(operation))
      : undefined;
  }

  private readonly _client: OperationsClient;
  private readonly _board: Board<Operation>;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _retries = new Set<IPageRetry>();
}

/** How an operation ends that the server has forgotten. */
function lost(operation: Operation, trans: TranslationBundle): Operation {
  const error = {
    code: 'lost',
    message: trans.__('The server no longer knows this operation.'),
    hint: trans.__('Start it again.')
  };
  return { ...operation, state: 'failed', error, actions: [] };
}
