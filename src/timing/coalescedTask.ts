/** Runs an asynchronous task one at a time: all requests that come during a run are met by one more run. */
export class CoalescedTask {
  /** @param _task - handles its errors itself */
  constructor(private readonly _task: () => Promise<void>) {}

  /** Whether a run is under way. */
  get isRunning(): boolean {
    return this._running !== null;
  }

  /** Request a run; resolves when one that began after this has ended. */
  request(): Promise<void> {
    this._isRequested = true;
    this._running ??= this._run(this._generation);
    return this._running;
  }

  /** Wait no longer for the run that is under way: it may hang. */
  abandon(): void {
    this._generation++;
    this._running = null;
  }

  private async _run(generation: number): Promise<void> {
    try {
      while (this._isRequested && generation === this._generation) {
        this._isRequested = false;
        await this._task();
      }
    } finally {
      if (generation === this._generation) {
        this._running = null;
      }
    }
  }

  private _isRequested = false;
  private _running: Promise<void> | null = null;
  /** Counts the runs that were abandoned. */
  private _generation = 0;
}
