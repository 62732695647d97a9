import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Operation } from '../contract/schemas';

/** Starts ended operations again of which only this page knows what was asked for. */
export interface IPageRetry {
  can(operation: Operation): boolean;
  /** Resolves when a new operation has begun. */
  run(operation: Operation): Promise<unknown>;
}

/**
 * The long work of the server, of all kinds and all tabs.
 *
 * Methods reject with `RegistryError`, whose message a user understands.
 */
export interface IOperations {
  /** Those under way and those that just ended; newest first. */
  readonly current: readonly Operation[];
  readonly changed: ISignal<IOperations, void>;
  cancel(id: string): Promise<Operation>;
  pause(id: string): Promise<Operation>;
  resume(id: string): Promise<Operation>;
  canRetry(operation: Operation): boolean;
  /** Start an operation again. */
  retry(operation: Operation): Promise<void>;
  /** Take an ended operation off the list. */
  dismiss(id: string): void;
  /** Add a way to start operations again that the server cannot start by itself. */
  addRetry(retry: IPageRetry): IDisposable;
}

/** The token of the operations. */
export const IOperations = new Token<IOperations>(
  'jupyterlab-models:IOperations',
  'Long work of the server: its progress, to be cancelled, paused, resumed and retried.'
);
