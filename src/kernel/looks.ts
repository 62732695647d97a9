/** Looks one after another: all that are asked for while one is under way are answered by one more. */
export class Looks {
  /** @param look - looks once; its errors are its own affair */
  constructor(private readonly _look: () => Promise<void>) {}

  /** Whether one is under way. */
  get isUnderWay(): boolean {
    return this._looking !== null;
  }

  /** Look; resolves when an answer is there that was asked for after this. */
  ask(): Promise<void> {
    this._again = true;
    this._looking ??= this._lookAll(this._turn);
    return this._looking;
  }

  /** Wait no longer for the one that is under way: it may hang. */
  abandon(): void {
    this._turn++;
    this._looking = null;
  }

  private async _lookAll(turn: number): Promise<void> {
    try {
      while (this._again && turn === this._turn) {
        this._again = false;
        await this._look();
      }
    } finally {
      if (turn === this._turn) {
        this._looking = null;
      }
    }
  }

  private _again = false;
  private _looking: Promise<void> | null = null;
  /** Counts those that were abandoned. */
  private _turn = 0;
}
