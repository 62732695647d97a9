import { PromiseDelegate } from '@lumino/coreutils';
import type { JSONObject } from '@lumino/coreutils';

/** A future that ends when the test says so, and fails when it is disposed before. */
export class FakeFuture {
  readonly delegate = new PromiseDelegate<unknown>();
  isDisposed = false;

  constructor(readonly content: JSONObject) {
    this.delegate.promise.catch(() => undefined);
  }

  get done(): Promise<unknown> {
    return this.delegate.promise;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this.isDisposed = true;
      this.delegate.reject(new Error('Canceled future'));
    }
  }
}
