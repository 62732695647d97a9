import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import { CommandIds } from '../../contract/commands';
import type { IModelRegistry } from '../../registry/token';
import type { IModelTransfers } from '../../transfers/token';
import type {
  Family,
  ModelHead,
  Schemas,
  Transfer
} from '../../contract/schemas';
import type { IFormats } from '../../kernel/token';
import { LatestAnswer } from '../../timing/latestAnswer';
import { byHand, type IProblem, toProblem } from '../../ui/errors';

/** Models asked for at once. */
const PAGE = 100;

/** Time to wait for the next keystroke, in ms. */
const TYPING = 150;

/** What a model is sorted by. */
export type SortKey = Schemas['SortKey'];

/**
 * The list of models, as the side panel and the wide list show it; no DOM.
 *
 * Pages are fetched as rows come into sight. Answers to an older question (search text, order, revision) are dropped.
 */
export class ModelListModel extends VDomModel {
  constructor(private _options: ModelListModel.IOptions) {
    super();
    const { registry, transfers } = _options;
    registry.changed.connect(this._onRegistry, this);
    registry.server.stateChanged.connect(this._onRegistry, this);
    transfers.changed.connect(this._onTransfers, this);
    this._typing = new Debouncer(() => this._ask(true), TYPING);
    void this.refresh();
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  /** Text sought; setting it searches after a short pause. */
  get query(): string {
    return this._query;
  }
  set query(value: string) {
    if (this._query !== value) {
      this._query = value;
      this.stateChanged.emit();
      void this._typing.invoke();
    }
  }

  get sort(): SortKey {
    return this._sort;
  }

  get order(): 'asc' | 'desc' {
    return this._order;
  }

  /** Sort by a key, in the order that people expect of it; by the same key again: turned round. */
  sortBy(key: SortKey): void {
    if (key === this._sort) {
      this._order = this._order === 'asc' ? 'desc' : 'asc';
    } else {
      this._sort = key;
      this._order = key === 'name' ? 'asc' : 'desc';
    }
    this.stateChanged.emit();
    void this._ask(true);
  }

  /** How many models match. */
  get total(): number {
    return this._total;
  }

  /** Whether the server part does not answer as it should; the panel says so above. */
  get isOffline(): boolean {
    const { status } = this._options.registry.server.state;
    return status !== 'ready' && status !== 'unknown';
  }

  /** Whether an answer has come since the last change of the question. */
  get isFresh(): boolean {
    return this._fresh;
  }

  /** Why the list could not be fetched. */
  get problem(): IProblem | null {
    return this._problem;
  }

  /** The model in a row; undefined while its page is on the way. */
  at(index: number): ModelHead | undefined {
    return this._items[index];
  }

  /** How a library is shown. */
  family(name: string): Family {
    return this._options.formats.table.family(name);
  }

  /** Fetch what is missing of these rows. */
  show(first: number, last: number): void {
    this._first = first;
    this._last = last;
    void this._ask(false);
  }

  /** Ask again for what is shown. */
  async refresh(): Promise<void> {
    const { status } = this._options.registry.server.state;
    if (status === 'ready') {
      await this._ask(true);
    } else {
      this.stateChanged.emit();
    }
  }

  /** Loads of a model that are under way or have failed, newest first. */
  loadsOf(name: string): Transfer[] {
    return this._options.transfers.current.filter(
      transfer =>
        transfer.kind === 'load' &&
        transfer.model === name &&
        transfer.state !== 'done' &&
        transfer.state !== 'cancelled'
    );
  }

  open(name: string): void {
    const { commands } = this._options;
    void byHand(this.trans.__('Could not open %1', name), () =>
      commands.execute(CommandIds.openModel, { name })
    );
  }

  load(name: string): void {
    const { commands } = this._options;
    void byHand(this.trans.__('Could not load'), () =>
      commands.execute(CommandIds.load, { name })
    );
  }

  /** Begin a failed load again, as it was asked for; where that is not known, the user says it again. */
  async retry(failed: Transfer): Promise<void> {
    const { transfers } = this._options;
    const { id } = failed;
    if (this._retrying.has(id)) {
      return;
    }
    this._retrying.add(id);
    await byHand(this.trans.__('Could not load'), async () => {
      try {
        if (transfers.optionsOf(id)) {
          const { done } = await transfers.retry(id);
          // Once it has begun, its own line tells why it failed.
          await done.catch(() => undefined);
        } else {
          await this._loadByDialog(failed);
        }
      } finally {
        this._retrying.delete(id);
      }
    });
  }

  cancel({ id }: Transfer): void {
    void byHand(this.trans.__('Could not cancel'), () =>
      this._options.transfers.cancel(id)
    );
  }

  dismiss(transfer: Transfer): void {
    this._options.transfers.dismiss(transfer.id);
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._question.dispose();
      this._typing.dispose();
      Signal.clearData(this);
    }
    super.dispose();
  }

  /** Load once more by the dialog; a failure that it mended leaves the list. */
  private async _loadByDialog(failed: Transfer): Promise<void> {
    const { commands, transfers } = this._options;
    const { id, model: name, variable, version } = failed;
    const kernel = failed.kernel.id;
    const args = { name, variable, version, kernel, row: true };
    if (await commands.execute(CommandIds.load, args)) {
      transfers.dismiss(id);
    }
  }

  private _onRegistry(): void {
    void this.refresh();
  }

  private _onTransfers(): void {
    this.stateChanged.emit();
  }

  /** Fetch the pages in sight: all of them after a change of the question, else those that are missing. */
  private async _ask(changed: boolean): Promise<void> {
    if (changed) {
      this._question.renew();
      this._pending.clear();
      this._fresh = false;
    }
    const { signal } = this._question;
    const lastPage = Math.floor(this._last / PAGE);
    for (let page = Math.floor(this._first / PAGE); page <= lastPage; page++) {
      const missing =
        page * PAGE < this._total && this._items[page * PAGE] === undefined;
      if (changed || (missing && !this._pending.has(page))) {
        await this._fetch(page);
      }
      if (signal.aborted) {
        return;
      }
    }
  }

  private async _fetch(page: number): Promise<void> {
    const { signal } = this._question;
    const { formats, registry } = this._options;
    this._pending.add(page);
    try {
      const query = {
        q: this._query.trim() || undefined,
        sort: this._sort,
        order: this._order,
        offset: page * PAGE,
        limit: PAGE
      };
      const [answer] = await Promise.all([
        registry.list(query, signal),
        formats.load()
      ]);
      if (!signal.aborted) {
        this._take(answer, page);
      }
    } catch (reason) {
      if (!signal.aborted) {
        this._problem = toProblem(reason);
        this._fresh = true;
        this.stateChanged.emit();
      }
    } finally {
      if (!signal.aborted) {
        this._pending.delete(page);
      }
    }
  }

  private _take(answer: Schemas['ModelPage'], page: number): void {
    if (!this._fresh) {
      this._items = [];
    } else if (answer.revision !== this._revision) {
      // Pages of two states of the registry do not fit together.
      void this._ask(true);
      return;
    }
    this._fresh = true;
    this._revision = answer.revision;
    this._problem = null;
    this._total = answer.total;
    answer.items.forEach((item, index) => {
      this._items[page * PAGE + index] = item;
    });
    this._last = Math.min(this._last, Math.max(0, answer.total - 1));
    this._first = Math.min(this._first, this._last);
    this.stateChanged.emit();
  }

  private _query = '';
  private _sort: SortKey = 'updated';
  private _order: 'asc' | 'desc' = 'desc';
  private _items: (ModelHead | undefined)[] = [];
  private _total = 0;
  private _revision = -1;
  private _first = 0;
  private _last = 0;
  private _fresh = false;
  private _problem: IProblem | null = null;
  private readonly _question = new LatestAnswer();
  private _pending = new Set<number>();
  private _retrying = new Set<string>();
  private _typing: Debouncer;
}

/** Namespace of `ModelListModel`. */
export namespace ModelListModel {
  /** What it works with. */
  export interface IOptions {
    readonly registry: IModelRegistry;
    readonly formats: IFormats;
    readonly transfers: IModelTransfers;
    readonly commands: CommandRegistry;
    readonly trans: TranslationBundle;
  }
}
