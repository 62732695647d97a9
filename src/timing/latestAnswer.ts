import type { IDisposable } from '@lumino/disposable';

/** Of several questions about the same thing only the answer to the last one counts. */
export class LatestAnswer implements IDisposable {
  /** Fires when answers to the current question count no more. */
  get signal(): AbortSignal {
    return this._question.signal;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Begin another question: answers to earlier ones count no more. */
  renew(): AbortSignal {
    this._question.abort();
    if (!this._isDisposed) {
      this._question = new AbortController();
    }
    return this.signal;
  }

  /**
   * Ask another question.
   *
   * @param question - gets a signal that fires when its answer counts no more
   * @param settle - called with the answer, or with the reason why there is none, if it counts
   * @returns whether it counts
   */
  async ask<T>(
    question: (signal: AbortSignal) => Promise<T>,
    settle: { answer(answer: T): void; failure(reason: unknown): void }
  ): Promise<boolean> {
    const signal = this.renew();
    try {
      const answer = await question(signal);
      if (!signal.aborted) {
        settle.answer(answer);
      }
    } catch (reason) {
      if (!signal.aborted) {
        settle.failure(reason);
      }
    }
    return !signal.aborted;
  }

  /** No answer counts any more. */
  dispose(): void {
    this._isDisposed = true;
    this._question.abort();
  }

  private _question = new AbortController();
  private _isDisposed = false;
}
