import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import { type ISignal, Signal } from '@lumino/signaling';
import type { ModelHead } from '../../contract/schemas';
import { findModel, findModels } from '../../registry/byId';
import { byHand } from '../../ui/errors';
import { confirmDelete } from './confirm';
import type { IEditContext } from '../edits';
import type { ModelListModel, SortKey } from '../list/model';
import { ModelUses } from '../list/uses';
import { BulkChange } from './bulk';
import type { ColumnId } from './columns';
import { type EditedColumn, Editing } from './editing';
import type { TableLayout } from './layout';
import { MOST, Selection } from './selection';

/** The column of the check boxes, or one of the others. */
export type CellColumn = ColumnId | 'select';

/** The row of the headings. */
export const HEADINGS = -1;

/** The cell that the keyboard is on. */
export interface ICell {
  readonly row: number;
  readonly column: CellColumn;
}

/** What the table shows of a list of models: the active cell, what is selected, what is edited; no DOM. */
export class TableState extends VDomModel {
  constructor(
    readonly list: ModelListModel,
    readonly layout: TableLayout,
    private readonly _context: IEditContext
  ) {
    super();
    const { sort, direction } = layout.now;
    if (sort !== list.sort || direction !== list.order) {
      list.sortBy(sort, direction);
    }
    this.bulk = new BulkChange(_context);
    this.uses = new ModelUses(_context.registry);
    list.stateChanged.connect(this._onList, this);
    layout.stateChanged.connect(this._onLayout, this);
    this.bulk.stateChanged.connect(this._draw, this);
    this.uses.changed.connect(this._draw, this);
  }

  readonly selection = new Selection();
  readonly bulk: BulkChange;
  readonly uses: ModelUses;

  get trans(): TranslationBundle {
    return this._context.trans;
  }

  get active(): ICell {
    return this._active;
  }

  /** The cell that is edited. */
  get editing(): Editing | null {
    return this._editing;
  }

  /** The active cell is another one of the rows, and nothing else has changed; `stateChanged` says nothing of it. */
  get moved(): ISignal<this, void> {
    return this._moved;
  }

  /** Whether the focus has to follow the active cell. */
  get wantsFocus(): boolean {
    return this._wantsFocus;
  }

  /** Whether the active cell moved with its model: the focus follows it, if it was there. */
  get hasMoved(): boolean {
    return this._hasMoved;
  }

  /** The focus is where it should be. */
  focused(): void {
    this._wantsFocus = false;
    this._hasMoved = false;
  }

  /** Let the keyboard be on a cell. */
  activate(row: number, column: CellColumn = this._active.column): void {
    this._wantsFocus = true;
    this._move(row, column);
  }

  /** The focus has moved to a cell by itself. */
  focusMoved(row: number, column: CellColumn): void {
    if (row !== this._active.row || column !== this._active.column) {
      this._wantsFocus = false;
      this._move(row, column);
    }
  }

  sortBy(key: SortKey, order?: 'asc' | 'desc'): void {
    this.list.sortBy(key, order);
    this.layout.change({ sort: this.list.sort, direction: this.list.order });
  }

  /** Select the model in a row, or not any more. */
  toggle(row: number): void {
    const head = this.list.at(row);
    if (head) {
      this._anchor = row;
      this.selection.toggle(head);
      this._draw();
    }
  }

  /** Select from the row that was chosen last to this one. */
  async selectTo(row: number): Promise<void> {
    const anchor = this._anchor ?? this._active.row;
    const from = Math.max(0, anchor);
    this._anchor = from;
    const first = Math.min(from, row);
    await this._select(first, Math.abs(row - from) + 1);
  }

  /** Select all models that match, as many as can be. */
  async selectAll(): Promise<void> {
    await this._select(0, this.list.total);
  }

  /** Whether all models that match are selected, or as many as can be. */
  get isAllSelected(): boolean {
    const { size } = this.selection;
    return size > 0 && size >= Math.min(MOST, this.list.total);
  }

  clearSelection(): void {
    this._anchor = null;
    this.selection.clear();
    this._draw();
  }

  /** Edit the name or the tags of the model in a row. */
  edit(row: number, column: EditedColumn): void {
    const head = this.list.at(row);
    if (head && this.list.canWrite && this._editing === null) {
      this._active = { row, column };
      this._activeId = head.id;
      this._editing = new Editing(
        this.list,
        this._context,
        () => this._onEditing(),
        head,
        row,
        column
      );
      this._draw();
    }
  }

  /** Move what is selected, else the model in the active row, to the trash. */
  async delete(): Promise<void> {
    const head = this.list.at(this._active.row);
    if (this.selection.size === 0) {
      if (head?.latest) {
        this.list.delete(head.name);
      } else if (head) {
        this.list.remove(head.name);
      }
      return;
    }
    const names = this.selection.heads.map(({ name }) => name);
    if (await confirmDelete(names, this.trans)) {
      await this.change(heads => this.bulk.delete(heads));
    }
  }

  /** Change what is selected, as it is by now; what is there after that stays selected. */
  async change(
    action: (heads: readonly ModelHead[]) => Promise<void>
  ): Promise<void> {
    const { registry } = this._context;
    await byHand(this.trans.__('Could not change the models'), async () => {
      const ids = this.selection.heads.map(({ id }) => id);
      await action(await findModels(registry, ids));
      this.selection.replace(await findModels(registry, ids));
      this._draw();
    });
  }

  /** Go to the next model whose name begins with a text. */
  async goTo(prefix: string): Promise<void> {
    const { list } = this;
    const { row, column } = this._active;
    const sought = folded(prefix);
    const begins = (index: number) => {
      const head = list.at(index);
      return head !== undefined && folded(head.name).startsWith(sought);
    };
    const first = Math.max(0, row + (prefix.length === 1 ? 1 : 0));
    for (let step = 0; step < list.total; step++) {
      const index = (first + step) % list.total;
      if (begins(index)) {
        this.activate(index, column);
        return;
      }
    }
    if (list.sort === 'name') {
      this.activate(await this._search(sought), column);
    }
  }

  /** Bring a model into view and let the keyboard be on it, whatever the table shows now. */
  async reveal(id: string): Promise<ModelHead> {
    // What is no id can only be a slip in a link.
    const head = /^[0-9a-f]{32}$/.test(id)
      ? await findModel(this._context.registry, id)
      : null;
    if (!head) {
      throw new Error(
        this.trans.__(
          'There is no model with the id “%1”. It may have been deleted; look for it in the trash.',
          id
        )
      );
    }
    if (!this.list.isFresh) {
      await this.list.refresh();
    }
    if (this.list.indexOf(id) < 0) {
      this.list.clearFilters(head.name);
      await this.list.refresh();
    }
    this.activate(Math.max(0, this.list.indexOf(id)), 'name');
    return head;
  }

  override dispose(): void {
    if (!this.isDisposed) {
      Signal.clearData(this);
      this.uses.dispose();
      this.bulk.dispose();
      this.layout.dispose();
      this.list.dispose();
    }
    super.dispose();
  }

  private _move(row: number, column: CellColumn): void {
    const last = Math.max(0, this.list.total - 1);
    const from = this._active.row;
    this._active = { row: Math.max(HEADINGS, Math.min(last, row)), column };
    this._activeId = this.list.at(row)?.id ?? null;
    if (from === HEADINGS || this._active.row === HEADINGS) {
      this._draw();
    } else {
      this._moved.emit();
    }
  }

  private async _select(first: number, count: number): Promise<void> {
    await byHand(this.trans.__('Could not select'), async () => {
      const heads = await this.list.fetch(first, Math.min(MOST, count));
      this.selection.replace(heads);
      this._draw();
    });
  }

  /** The row where names that begin with a text would stand, in the order of names. */
  private async _search(sought: string): Promise<number> {
    const { list } = this;
    let low = 0;
    let high = list.total - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const [head] = await list.fetch(middle, 1);
      const name = folded(head?.name ?? '');
      const stands =
        list.order === 'asc'
          ? name < sought
          : name > sought && !name.startsWith(sought);
      if (stands) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private _onList(): void {
    const { list } = this;
    const { row, column } = this._active;
    if (this._activeId !== null && list.at(row)?.id !== this._activeId) {
      const moved = list.indexOf(this._activeId);
      const last = Math.max(HEADINGS, list.total - 1);
      this._active = { row: moved < 0 ? Math.min(row, last) : moved, column };
      this._hasMoved = this._active.row !== row;
    }
    this._activeId = list.at(this._active.row)?.id ?? this._activeId;
    this._draw();
  }

  /** The keyboard leaves a column that is hidden: else no cell could be reached by it. */
  private _onLayout(): void {
    const { row, column } = this._active;
    if (column !== 'select' && !this.layout.shown.includes(column)) {
      this._active = { row, column: 'name' };
      this._wantsFocus = true;
    }
    this._draw();
  }

  private _onEditing(): void {
    if (this._editing?.field.isOpen === false) {
      this._editing = null;
      this._wantsFocus = true;
    }
    this._draw();
  }

  private _draw(): void {
    this.stateChanged.emit();
  }

  private _active: ICell = { row: 0, column: 'name' };
  private _activeId: string | null = null;
  private _anchor: number | null = null;
  private _editing: Editing | null = null;
  private _wantsFocus = false;
  private readonly _moved = new Signal<this, void>(this);
  private _hasMoved = false;
}

/** Names of models are the same regardless of case after NFC. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
