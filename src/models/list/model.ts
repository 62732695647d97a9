import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import { CommandIds } from '../../contract/commands';
import type { IModelFilter, IModelRegistry } from '../../registry/token';
import type { IModelTransfers } from '../../transfers/token';
import type { Family, ModelHead, Schemas } from '../../contract/schemas';
import type { IFormats } from '../../kernel/token';
import { canWrite } from '../../server/token';
import { byHand, type IProblem } from '../../ui/errors';
import { type Field, Filters } from './filters';
import { ModelRows } from './rows';
import { ModelWork } from './work';

/** Time to wait for the next keystroke, in ms. */
const TYPING = 150;

/** Models fetched by one request when many are needed at once; the server gives no more. */
const MANY = 500;

/** What a model is sorted by. */
export type SortKey = Schemas['SortKey'];

/** Keys of which people expect the largest or newest first. */
const FALLING: readonly SortKey[] = ['updated', 'created', 'bytes', 'version'];

/** The list of models, as the side panel and the table show it; no DOM. */
export class ModelListModel extends VDomModel {
  constructor(private _options: ModelListModel.IOptions) {
    super();
    const { registry, transfers } = _options;
    registry.changed.connect(this._onRegistry, this);
    registry.server.stateChanged.connect(this._onRegistry, this);
    transfers.changed.connect(this._onTransfers, this);
    this.work = new ModelWork(_options);
    this._typing = new Debouncer(() => this._rows.renew(), TYPING);
    void this.refresh();
  }

  /** The saves and loads of the listed models. */
  readonly work: ModelWork;

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  get registry(): IModelRegistry {
    return this._options.registry;
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

  /** What is chosen of each field, by hand. */
  get filters(): Filters {
    return this._filters;
  }

  /** What models are asked for: the text sought and what is chosen of each field. */
  get filter(): IModelFilter {
    return { q: this._query.trim() || undefined, ...this._filters.chosen };
  }

  /** Whether models are left out. */
  get isFiltered(): boolean {
    return this._query.trim() !== '' || !this._filters.isEmpty;
  }

  /** Choose a value of a field, or take it back. */
  choose(field: Field, value: string, isOn: boolean, label?: string): void {
    this._filters.toggle(field, value, isOn, label);
    this._ask();
  }

  /** Leave no model out, or none but those in whose text something is. */
  clearFilters(query = ''): void {
    this._filters.clear();
    this._query = query;
    this._ask();
  }

  get sort(): SortKey {
    return this._sort;
  }

  get order(): 'asc' | 'desc' {
    return this._order;
  }

  /** Sort by a key, in the order that people expect of it unless told; by the same key again: turned round. */
  sortBy(key: SortKey, order?: 'asc' | 'desc'): void {
    const usual = FALLING.includes(key) ? 'desc' : 'asc';
    const turned = this._order === 'asc' ? 'desc' : 'asc';
    this._order = order ?? (key === this._sort ? turned : usual);
    this._sort = key;
    this._ask();
  }

  /** How many models match. */
  get total(): number {
    return this._rows.total;
  }

  /** Whether the server part does not answer as it should; the panel says so above. */
  get isOffline(): boolean {
    const { status } = this._options.registry.server.state;
    return status !== 'ready' && status !== 'unknown';
  }

  /** Whether models can be changed. */
  get canWrite(): boolean {
    return canWrite(this._options.registry.server);
  }

  /** Whether an answer has come since the last change of the question. */
  get isFresh(): boolean {
    return this._rows.isFresh;
  }

  /** Why the list could not be fetched. */
  get problem(): IProblem | null {
    return this._rows.problem;
  }

  /** The model in a row; undefined while its page is on the way. */
  at(index: number): ModelHead | undefined {
    return this._rows.at(index);
  }

  /** The row of a model among those that are here; -1 for others. */
  indexOf(id: string): number {
    return this._rows.indexOf(id);
  }

  /** Show a model as it is by now, until it is fetched again. */
  replace(head: ModelHead): void {
    this._rows.replace(head);
  }

  /** How a library is shown. */
  family(name: string): Family {
    return this._options.formats.table.family(name);
  }

  /** Fetch what is missing of these rows. */
  show(first: number, last: number): void {
    this._rows.show(first, last);
  }

  /** Keep the rows as they are until this is disposed, whatever changes meanwhile. */
  hold(): IDisposable {
    return this._rows.hold();
  }

  /** Ask again for what is shown. */
  async refresh(): Promise<void> {
    const { status } = this._options.registry.server.state;
    if (status === 'ready') {
      await this._rows.renew();
    } else {
      this.stateChanged.emit();
    }
  }

  /** The models in these rows, those out of sight too. */
  async fetch(first: number, count: number): Promise<ModelHead[]> {
    const found: ModelHead[] = [];
    while (found.length < count) {
      const offset = first + found.length;
      const limit = Math.min(MANY, count - found.length);
      const { items } = await this._list(offset, limit);
      found.push(...items);
      if (items.length < limit) {
        break;
      }
    }
    return found;
  }

  open(name: string): void {
    this._run(
      CommandIds.openModel,
      name,
      this.trans.__('Could not open %1', name)
    );
  }

  load(name: string): void {
    this._run(CommandIds.load, name, this.trans.__('Could not load'));
  }

  /** Move a model to the trash, after a question. */
  delete(name: string): void {
    this._run(CommandIds.delete, name, this.trans.__('Could not delete'));
  }

  /** Remove a model without a version, which there is no need to ask about. */
  remove(name: string): void {
    const { commands } = this._options;
    void byHand(this.trans.__('Could not remove %1', name), () =>
      commands.execute(CommandIds.delete, { name, confirmed: true })
    );
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._rows.dispose();
      this._typing.dispose();
      Signal.clearData(this);
    }
    super.dispose();
  }

  private _run(command: string, name: string, title: string): void {
    void byHand(title, () => this._options.commands.execute(command, { name }));
  }

  private _onRegistry(): void {
    void this.refresh();
  }

  private _onTransfers(): void {
    this.stateChanged.emit();
  }

  /** The question is another one. */
  private _ask(): void {
    this.stateChanged.emit();
    void this._rows.renew();
  }

  private _list(
    offset: number,
    limit: number,
    signal?: AbortSignal
  ): Promise<Schemas['ModelPage']> {
    const { _sort: sort, _order: order } = this;
    return this._options.registry.list(
      { ...this.filter, sort, order, offset, limit },
      signal
    );
  }

  private async _page(
    offset: number,
    limit: number,
    signal: AbortSignal
  ): Promise<Schemas['ModelPage']> {
    const [page] = await Promise.all([
      this._list(offset, limit, signal),
      this._options.formats.load()
    ]);
    return page;
  }

  private _query = '';
  private _sort: SortKey = 'updated';
  private _order: 'asc' | 'desc' = 'desc';
  private readonly _filters = new Filters();
  private readonly _rows = new ModelRows({
    ask: (offset, limit, signal) => this._page(offset, limit, signal),
    changed: () => this.stateChanged.emit()
  });
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
