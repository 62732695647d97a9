import type { IStateDB } from '@jupyterlab/statedb';
import { VDomModel } from '@jupyterlab/ui-components';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import { Debouncer } from '@lumino/polling';
import { COLUMNS, type ColumnId, NARROWEST, sortKey, WIDEST } from './columns';
import type { SortKey } from '../list/model';

/** Where the application keeps it. */
const KEY = 'jupyterlab-models:table';

/** Changes that come closer together than this (ms) are kept at once. */
const QUIET = 300;

/** What the columns look like, and what the table is sorted by. */
export interface ITableLayout {
  /** All columns, those that are hidden too. */
  readonly order: readonly ColumnId[];
  readonly hidden: readonly ColumnId[];
  /** Widths in px of the columns that were resized. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
  readonly sort: SortKey;
  readonly direction: 'asc' | 'desc';
}

/** The layout before anybody changed it. */
export const USUAL: ITableLayout = {
  order: COLUMNS,
  hidden: [],
  widths: {},
  sort: 'updated',
  direction: 'desc'
};

/** The columns of the table, remembered across reloads where the application keeps states. */
export class TableLayout extends VDomModel {
  private constructor(private readonly _state: IStateDB | null) {
    super();
  }

  /** The layout as it was left. */
  static async load(state: IStateDB | null): Promise<TableLayout> {
    const layout = new TableLayout(state);
    layout._now = readLayout(await state?.fetch(KEY));
    return layout;
  }

  get now(): ITableLayout {
    return this._now;
  }

  change(change: Partial<ITableLayout>): void {
    this._now = { ...this._now, ...change };
    this.stateChanged.emit();
    void this._saving.invoke();
  }

  /** The columns that are shown, in order. */
  get shown(): ColumnId[] {
    const { order, hidden } = this._now;
    return order.filter(id => !hidden.includes(id));
  }

  toggle(id: ColumnId, isShown: boolean): void {
    const others = this._now.hidden.filter(other => other !== id);
    this.change({ hidden: isShown ? others : [...others, id] });
  }

  /** Move a column to the place of another one that is shown. */
  move(id: ColumnId, to: ColumnId): void {
    const { order } = this._now;
    const from = order.indexOf(id);
    const target = order.indexOf(to);
    const others = order.filter(other => other !== id);
    const place = others.indexOf(to) + (from < target ? 1 : 0);
    if (id !== to) {
      this.change({
        order: [...others.slice(0, place), id, ...others.slice(place)]
      });
    }
  }

  /** Make a column as wide as this (px), or as usual. */
  resize(id: ColumnId, width: number | null): void {
    const widths = { ...this._now.widths };
    if (width === null) {
      delete widths[id];
    } else {
      widths[id] = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
    }
    this.change({ widths });
  }

  /** As before anybody changed it, sorted as it is. */
  reset(): void {
    const { order, hidden, widths } = USUAL;
    this.change({ order, hidden, widths });
  }

  override dispose(): void {
    this._saving.dispose();
    super.dispose();
  }

  private async _save(): Promise<void> {
    const { order, hidden, widths, sort, direction } = this._now;
    await this._state?.save(KEY, {
      order: [...order],
      hidden: [...hidden],
      widths: { ...widths },
      sort,
      direction
    });
  }

  private _now = USUAL;
  private readonly _saving = new Debouncer(() => this._save(), QUIET);
}

/** A layout out of what was kept: by another version of ours, or by hand. What is invalid of it is ignored. */
export function readLayout(
  kept: ReadonlyPartialJSONValue | undefined
): ITableLayout {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) {
    return USUAL;
  }
  const { order, hidden, widths, sort, direction } = kept as Record<
    string,
    unknown
  >;
  const known = ids(order);
  const keys = COLUMNS.map(sortKey);
  return {
    order: [...known, ...COLUMNS.filter(id => !known.includes(id))],
    hidden: ids(hidden).filter(id => id !== 'name'),
    widths: Object.fromEntries(
      Object.entries(
        typeof widths === 'object' && widths !== null ? widths : {}
      ).filter(
        ([id, width]) =>
          isColumn(id) &&
          typeof width === 'number' &&
          width >= NARROWEST &&
          width <= WIDEST
      )
    ),
    sort:
      sort && keys.includes(sort as SortKey) ? (sort as SortKey) : USUAL.sort,
    direction:
      direction === 'asc' || direction === 'desc' ? direction : USUAL.direction
  };
}

function ids(value: unknown): ColumnId[] {
  return Array.isArray(value) ? [...new Set(value.filter(isColumn))] : [];
}

function isColumn(id: unknown): id is ColumnId {
  return COLUMNS.includes(id as ColumnId);
}
