import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ModelHead, ModelPage } from '../../contract/schemas';
import { LatestAnswer } from '../../timing/latestAnswer';
import { type IProblem, toProblem } from '../../ui/errors';

/** Models asked for at once. */
const PAGE = 100;

/** Rows before and after those in sight that are fetched too, so that slow scrolling shows no gaps. */
const AHEAD = 25;

/** Pages that are kept on each side of those in sight. */
const KEPT = 4;

/** Requests at a time; a scroll bar that is dragged passes hundreds of pages. */
const AT_ONCE = 2;

/**
 * The rows of a long list of which only the pages around those in sight are kept.
 *
 * Pages are fetched as rows come into sight. Answers to an older question, or to one of another revision, are dropped.
 */
export class ModelRows implements IDisposable {
  constructor(private readonly _options: ModelRows.IOptions) {}

  /** How many rows there are. */
  get total(): number {
    return this._total;
  }

  /** Whether an answer has come since the last change of the question. */
  get isFresh(): boolean {
    return this._fresh;
  }

  /** Why rows could not be fetched. */
  get problem(): IProblem | null {
    return this._problem;
  }

  get isDisposed(): boolean {
    return this._question.isDisposed;
  }

  /** The model in a row; undefined while its page is on the way. */
  at(index: number): ModelHead | undefined {
    return this._pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** The row of a model among those that are here; -1 for others. */
  indexOf(id: string): number {
    for (const [page, items] of this._pages) {
      const index = items.findIndex(item => item.id === id);
      if (index >= 0) {
        return page * PAGE + index;
      }
    }
    return -1;
  }

  /** Show a model as it is by now, until its page is fetched again. */
  replace(head: ModelHead): void {
    for (const [page, items] of this._pages) {
      if (items.some(({ id }) => id === head.id)) {
        const changed = items.map(item => (item.id === head.id ? head : item));
        this._pages.set(page, changed);
        this._options.changed();
      }
    }
  }

  /** Fetch what is missing of these rows. */
  show(first: number, last: number): void {
    this._first = first;
    this._last = last;
    this._fill();
  }

  /** Ask the question anew; what is shown stays until the answer is there. */
  async renew(): Promise<void> {
    if (this._holds > 0) {
      this._missed = true;
      return;
    }
    const signal = this._question.renew();
    this._pending.clear();
    this._fresh = false;
    try {
      const wanted = this._inSight();
      const answers = await Promise.all(
        wanted.map(page => this._options.ask(page * PAGE, PAGE, signal))
      );
      if (!signal.aborted) {
        await this._begin(wanted, answers);
      }
    } catch (reason) {
      this._fail(reason, signal);
    }
  }

  /** Keep the rows as they are until this is disposed, whatever changes meanwhile. */
  hold(): IDisposable {
    this._holds += 1;
    return new DisposableDelegate(() => {
      this._holds -= 1;
      if (this._holds === 0 && this._missed && !this.isDisposed) {
        this._missed = false;
        void this.renew();
      }
    });
  }

  dispose(): void {
    this._question.dispose();
    this._pages.clear();
  }

  /** Pages of the rows in sight. */
  private _inSight(ahead = 0): number[] {
    const last = Math.floor(Math.max(0, this._last + ahead) / PAGE);
    const pages = [];
    for (
      let page = Math.floor(Math.max(0, this._first - ahead) / PAGE);
      page <= last;
      page++
    ) {
      pages.push(page);
    }
    return pages;
  }

  /** Begin with the answers to a new question. */
  private async _begin(
    wanted: readonly number[],
    answers: readonly ModelPage[]
  ): Promise<void> {
    const { revision, total } = answers[answers.length - 1];
    if (answers.some(answer => answer.revision !== revision)) {
      // Pages of two states of the registry do not fit together.
      return this.renew();
    }
    this._last = Math.min(this._last, Math.max(0, total - 1));
    this._first = Math.min(this._first, this._last);
    this._pages.clear();
    wanted.forEach((page, index) =>
      this._pages.set(page, answers[index].items)
    );
    this._revision = revision;
    this._total = total;
    this._fresh = true;
    this._problem = null;
    this._options.changed();
    this._fill();
  }

  /** Fetch pages in sight that are missing, a few at a time; the next ones when these have come. */
  private _fill(): void {
    if (!this._fresh || this.isDisposed) {
      return;
    }
    for (const page of this._inSight(AHEAD)) {
      const missing =
        page * PAGE < this._total &&
        !this._pages.has(page) &&
        !this._pending.has(page);
      if (missing && this._pending.size < AT_ONCE) {
        void this._fetch(page);
      }
    }
  }

  private async _fetch(page: number): Promise<void> {
    const { signal } = this._question;
    this._pending.add(page);
    try {
      const answer = await this._options.ask(page * PAGE, PAGE, signal);
      if (!signal.aborted) {
        this._pending.delete(page);
        this._take(page, answer);
      }
    } catch (reason) {
      if (!signal.aborted) {
        this._pending.delete(page);
      }
      this._fail(reason, signal);
    }
  }

  private _take(page: number, answer: ModelPage): void {
    if (answer.revision !== this._revision) {
      void this.renew();
      if (this._holds === 0) {
        return;
      }
    }
    this._pages.set(page, answer.items);
    this._problem = null;
    this._forgetFar();
    if (this._inSight(AHEAD).includes(page)) {
      this._options.changed();
    }
    this._fill();
  }

  private _forgetFar(): void {
    const first = Math.floor(this._first / PAGE) - KEPT;
    const last = Math.floor(this._last / PAGE) + KEPT;
    for (const page of this._pages.keys()) {
      if (page < first || page > last) {
        this._pages.delete(page);
      }
    }
  }

  private _fail(reason: unknown, signal: AbortSignal): void {
    if (!signal.aborted) {
      this._problem = toProblem(reason);
      this._fresh = true;
      this._options.changed();
    }
  }

  private readonly _question = new LatestAnswer();
  private readonly _pages = new Map<number, readonly ModelHead[]>();
  private readonly _pending = new Set<number>();
  private _total = 0;
  private _revision = -1;
  private _first = 0;
  private _last = 0;
  private _fresh = false;
  private _problem: IProblem | null = null;
  private _holds = 0;
  private _missed = false;
}

/** Namespace of `ModelRows`. */
export namespace ModelRows {
  /** What it works with. */
  export interface IOptions {
    /** Ask for a page of the present question. */
    ask(offset: number, limit: number, signal: AbortSignal): Promise<ModelPage>;
    /** Something is to be drawn anew. */
    changed(): void;
  }
}
