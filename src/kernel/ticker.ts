import type { IDisposable } from '@lumino/disposable';

/** Does something again and again for as long as it is wanted and the page is in sight. */
export class Ticker implements IDisposable {
  constructor(
    private readonly _action: () => void,
    private readonly _interval: number
  ) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this.set(false);
    this._isDisposed = true;
  }

  /** Begin or stop. */
  set(wanted: boolean): void {
    if (wanted && this._timer === null && !this._isDisposed) {
      this._timer = window.setInterval(() => {
        if (!document.hidden) {
          this._action();
        }
      }, this._interval);
    } else if (!wanted && this._timer !== null) {
      window.clearInterval(this._timer);
      this._timer = null;
    }
  }

  private _timer: number | null = null;
  private _isDisposed = false;
}
