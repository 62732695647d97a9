import type { IDisposable } from '@lumino/disposable';

/**
 * Does something a moment after it was asked for, once for all that ask meanwhile.
 *
 * Unlike Lumino's `Throttler` it loses no call that comes while the last one is still being answered.
 */
export class Soon implements IDisposable {
  constructor(
    private readonly _action: () => void,
    private readonly _delay: number
  ) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Do it soon. */
  ask(): void {
    if (!this._isDisposed && this._timer === null) {
      this._timer = window.setTimeout(() => {
        this._timer = null;
        this._action();
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
