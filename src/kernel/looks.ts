import type { IDisposable } from '@lumino/disposable';
import { CoalescedTask } from '../timing/coalescedTask';
import { DelayedCall } from '../timing/delayedCall';
import { RepeatingTimer } from '../timing/repeatingTimer';

/** Ends of cells within this time (ms) make one look. */
const QUIET = 150;

/** How often (ms) a busy kernel is looked at while the list is visible. */
const TICK = 2_000;

/** When a kernel is looked at: now, soon, or again and again; one look at a time. */
export class Looks implements IDisposable {
  constructor(look: () => Promise<void>) {
    this._task = new CoalescedTask(look);
  }

  get isDisposed(): boolean {
    return this._delayed.isDisposed;
  }

  /** Look now; resolves when a look that began after this has ended. */
  now(): Promise<void> {
    return this._task.request();
  }

  /** Look in a moment, once for all that ask for it meanwhile. */
  soon(): void {
    this._delayed.request();
  }

  /** Look again and again while the page is in sight, or no longer. */
  repeat(isOn: boolean): void {
    this._repeated.toggle(isOn);
  }

  /** Wait no longer for the look that is under way: it may hang. */
  abandon(): void {
    this._task.abandon();
  }

  dispose(): void {
    this._repeated.dispose();
    this._delayed.dispose();
  }

  private readonly _task: CoalescedTask;
  private readonly _delayed = new DelayedCall(() => void this.now(), QUIET);
  private readonly _repeated = new RepeatingTimer(() => {
    if (!document.hidden && !this._task.isRunning) {
      void this.now();
    }
  }, TICK);
}
