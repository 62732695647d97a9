import type { IDisposable } from '@lumino/disposable';

/**
 * Calls a function a moment after it was requested, once for all requests that come meanwhile.
 *
 * Unlike Lumino's `Throttler` it loses no request that comes while the last call is still being answered.
 */
export class DelayedCall implements IDisposable {
  /**
   * @param _call - the function
   * @param _delay - time between the first request and the call, in ms
   */
  constructor(
    private readonly _call: () => void,
    private readonly _delay: number
  ) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Call it after the delay, unless a call is due already. */
  request(): void {
    if (!this._isDisposed && this._timer === null) {
      this._timer = window.setTimeout(() => {
        this._timer = null;
        this._call();
      }, this._delay);
    }
  }

  dispose(): void {
    this._isDisposed = true;
    if (this._timer !== null) {
      window.clearTimeout(this._timer);
    }
  }

  private _timer: number | null = null;
  private _isDisposed = false;
}
