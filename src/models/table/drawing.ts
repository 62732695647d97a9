/** Rows whose cells are made in one frame: with more, a frame would take too long where a page of rows is new. */
const MOST = 5;

/** The frame that is made at present: another value for each. */
export function frameNow(): unknown {
  return document.timeline?.currentTime ?? performance.now();
}

/** Decides which rows in sight have their cells by now: what is new at once comes within a few frames. */
export class Drawing {
  /** Whether rows can still get their cells in this frame. */
  get hasTime(): boolean {
    const frame = frameNow();
    if (frame !== this._frame) {
      this._frame = frame;
      this._left = MOST;
    }
    return this._left > 0;
  }

  /** The rows that are drawn out of those that should be, the most urgent ones first; the very first at once. */
  choose(wanted: readonly number[]): ReadonlySet<number> {
    const drawn = new Set(wanted.filter(row => this._drawn.has(row)));
    for (const row of wanted) {
      if (!drawn.has(row) && (this.hasTime || row === wanted[0])) {
        drawn.add(row);
        this._left -= 1;
      }
    }
    this._drawn = drawn;
    return drawn;
  }

  private _drawn: ReadonlySet<number> = new Set();
  private _frame: unknown = null;
  private _left = MOST;
}
