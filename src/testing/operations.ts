import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { Operation } from '../contract/schemas';
import type { IOperations } from '../operations/token';
import { example } from './contract';

/** The contract's operation: a save that is running; changed. */
export function operation(change: Partial<Operation> = {}): Operation {
  return {
    ...example<Operation>('GET', '/operations/{operation}'),
    ...change
  };
}

/** Operations that stand as the test says. */
export class FakeOperations implements IOperations {
  current: Operation[] = [];
  readonly changed: Signal<IOperations, void> = new Signal<IOperations, void>(
    this
  );
  readonly calls: string[] = [];
  /** Thrown by the next call. */
  failure: Error | null = null;

  /** The server tells of these. */
  set(...current: Operation[]): void {
    this.current = current;
    this.changed.emit();
  }

  cancel(id: string): Promise<Operation> {
    return this._call(`cancel(${id})`, 'cancelled');
  }

  pause(id: string): Promise<Operation> {
    return this._call(`pause(${id})`, 'paused');
  }

  resume(id: string): Promise<Operation> {
    return this._call(`resume(${id})`, 'running');
  }

  canRetry({ actions }: Operation): boolean {
    return actions.includes('retry');
  }

  async retry({ id }: Operation): Promise<void> {
    await this._call(`retry(${id})`, 'running');
  }

  dismiss(id: string): void {
    this.set(...this.current.filter(each => each.id !== id));
  }

  addRetry(): IDisposable {
    return new DisposableDelegate(() => undefined);
  }

  private async _call(
    call: string,
    state: Operation['state']
  ): Promise<Operation> {
    this.calls.push(call);
    const { failure } = this;
    this.failure = null;
    if (failure) {
      throw failure;
    }
    return operation({ state });
  }
}
