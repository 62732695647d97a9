import type { IDisposable } from '@lumino/disposable';

/** Calls a function at a fixed interval while it is switched on. */
export class RepeatingTimer implements IDisposable {
  /**
   * @param _call - the function
   * @param _interval - time between two calls, in ms
   */
  constructor(
    private readonly _call: () => void,
    private readonly _interval: number
  ) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this.toggle(false);
    this._isDisposed = true;
  }

  /** Switch it on or off. */
  toggle(isOn: boolean): void {
    if (isOn && this._timer === null && !this._isDisposed) {
      this._timer = window.setInterval(this._call, this._interval);
    } else if (!isOn && this._timer !== null) {
      window.clearInterval(this._timer);
      this._timer = null;
    }
  }

  private _timer: number | null = null;
  private _isDisposed = false;
}
