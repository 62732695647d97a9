import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import { RegistryError } from '../server/error';
import type { IModelsServer } from '../server/token';
import { CoalescedTask } from '../timing/coalescedTask';
import { RepeatingTimer } from '../timing/repeatingTimer';

/** How often (ms) the server is asked while work is under way, besides its events. */
const TICK = 1_000;

/** States of work that has ended. */
const ENDS = ['done', 'cancelled', 'failed'];

/** How long (ms) work that ended well stays on the board, and what failed, which has to be read. */
const LINGER = 10_000;
const LINGER_FAILED = 300_000;

/** A record of long work that the server owns. */
export interface IWork {
  readonly id: string;
  /** `done`, `cancelled` or `failed` when it has ended. */
  readonly state: string;
  /** ISO 8601, as is `updated`. */
  readonly created: string;
  readonly updated: string;
}

/** Follows one kind of long work of all tabs at the server, until some time after it ends. */
export class Board<T extends IWork> implements IDisposable {
  constructor(private readonly _options: Board.IOptions<T>) {
    const { server, topic } = _options;
    this._events = server.onEvent(topic, event => this._onEvent(event[topic]));
    server.stateChanged.connect(this._onServer, this);
    this._onServer();
  }

  /** Newest first. */
  get current(): readonly T[] {
    return this._current;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Follow this one. */
  add(work: T): void {
    const end = this._ends.get(work.id);
    // What ended can only have been started again.
    if (
      this._isDisposed ||
      (end !== undefined && (hasEnded(work) || work.updated <= end))
    ) {
      return;
    }
    const known = this._current.find(({ id }) => id === work.id);
    if (known && known.updated > work.updated) {
      return;
    }
    this._ends.delete(work.id);
    this._forget(work.id);
    this._current = [work, ...this._current.filter(one => one !== known)].sort(
      (a, b) => (a.created < b.created ? 1 : -1)
    );
    if (hasEnded(work)) {
      this._onEnd(work);
    }
    this._setTimer();
    this._changed.emit();
  }

  /** Take this one off the board at the moment it fails, before anybody shows the failure. */
  hideFailure(id: string): void {
    this._quiet.add(id);
  }

  /** Resolves with the work when it has ended, however. */
  ended(id: string): Promise<T> {
    const known = this._current.find(work => work.id === id);
    if (known && hasEnded(known)) {
      return Promise.resolve(known);
    }
    return new Promise(resolve => {
      const waiting = this._waiting.get(id) ?? [];
      this._waiting.set(id, [...waiting, resolve]);
    });
  }

  /** Take one that ended off the board. */
  dismiss(id: string): void {
    const known = this._current.find(work => work.id === id);
    if (known && hasEnded(known)) {
      this._current = this._current.filter(one => one !== known);
      this._forget(id);
      this._changed.emit();
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._timer.dispose();
    this._events.dispose();
    this._lingering.forEach(timer => window.clearTimeout(timer));
    this._options.server.stateChanged.disconnect(this._onServer, this);
    Signal.clearData(this);
  }

  /** Fetch the work; events that come meanwhile make one more fetch. */
  private _onEvent(id: unknown): void {
    if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id)) {
      return;
    }
    const fetch =
      this._fetches.get(id) ?? new CoalescedTask(() => this._fetch(id));
    this._fetches.set(id, fetch);
    void fetch.request().then(() => this._fetches.delete(id));
  }

  private async _fetch(id: string): Promise<void> {
    try {
      this.add(await this._options.fetch(id));
    } catch (error) {
      const { topic } = this._options;
      console.warn(`The ${topic} ${id} could not be looked up.`, error);
    }
  }

  private _onServer(): void {
    if (this._options.server.state.status === 'ready') {
      void this._look();
    }
  }

  private _onEnd(work: T): void {
    const { id, state, updated } = work;
    const { linger = LINGER } = this._options;
    const timer = window.setTimeout(
      () => this.dismiss(id),
      state === 'failed' ? Math.max(linger, LINGER_FAILED) : linger
    );
    this._lingering.set(id, timer);
    this._ends.set(id, updated);
    this._waiting.get(id)?.forEach(resolve => resolve(work));
    this._waiting.delete(id);
    if (this._quiet.delete(id) && state === 'failed') {
      this.dismiss(id);
    }
  }

  /** It need not be taken off the board any more. */
  private _forget(id: string): void {
    window.clearTimeout(this._lingering.get(id));
    this._lingering.delete(id);
  }

  /** Ask while something is under way. */
  private _setTimer(): void {
    this._timer.toggle(this._current.some(one => !hasEnded(one)));
  }

  /** Compare with the server; those that ended before we knew them do not matter. */
  private async _look(): Promise<void> {
    if (this._looking) {
      return;
    }
    this._looking = true;
    try {
      // What begins while the server makes its list is not on it, and not lost.
      const known = new Set(this._current.map(({ id }) => id));
      const listed = await this._options.list();
      listed
        .filter(one => known.has(one.id) || !hasEnded(one))
        .forEach(one => this.add(one));
      const there = new Set(listed.map(({ id }) => id));
      this._current
        .filter(
          one => !hasEnded(one) && known.has(one.id) && !there.has(one.id)
        )
        .forEach(one => this.add(this._options.lost(one)));
    } catch (error) {
      if (!(error instanceof RegistryError)) {
        throw error;
      }
      // The server does not answer just now; its state tells that, and the next look tries again.
    } finally {
      this._looking = false;
    }
  }

  private readonly _events: IDisposable;
  private readonly _timer = new RepeatingTimer(() => void this._look(), TICK);
  private readonly _changed = new Signal<this, void>(this);
  private readonly _fetches = new Map<string, CoalescedTask>();
  /** When work ended, by id; also of what is no longer on the board. */
  private readonly _ends = new Map<string, string>();
  private readonly _quiet = new Set<string>();
  private readonly _lingering = new Map<string, number>();
  private readonly _waiting = new Map<string, ((work: T) => void)[]>();
  private _current: readonly T[] = [];
  private _looking = false;
  private _isDisposed = false;
}

/** Namespace of `Board`. */
export namespace Board {
  /** What it works with. */
  export interface IOptions<T extends IWork> {
    readonly server: Pick<IModelsServer, 'state' | 'stateChanged' | 'onEvent'>;
    /** Of the server's events about the work, and name of the field that holds its id. */
    readonly topic: string;
    list(): Promise<readonly T[]>;
    fetch(id: string): Promise<T>;
    /** The record of work that the server has forgotten. */
    lost(work: T): T;
    /** How long (ms) work that ended well stays on the board. */
    readonly linger?: number;
  }
}

function hasEnded({ state }: IWork): boolean {
  return ENDS.includes(state);
}
