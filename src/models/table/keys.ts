import { moveBy, STEP } from './columnsMenu';
import type { ColumnId } from './columns';
import { toggleAll } from './head';
import { type CellColumn, HEADINGS, type TableState } from './state';

/** Letters typed closer together than this (ms) are one beginning of a name. */
const TYPING = 900;

/** What the keys do in the table. */
export class TableKeys {
  constructor(
    private readonly _table: TableState,
    /** Rows that are in sight at once. */
    private readonly _pageSize: () => number,
    private readonly _widthOf: (id: ColumnId) => number
  ) {}

  /** Do what a key does on a cell. Gives whether it does something. */
  onCell(event: React.KeyboardEvent<HTMLElement>): boolean {
    const table = this._table;
    const { row, column } = table.active;
    const step = this._columnStep(event.key);
    if (row === HEADINGS && this._onHeading(event, column)) {
      return true;
    }
    if (step !== 0 && !event.shiftKey && !hasModifier(event)) {
      table.activate(row, this._neighbor(column, step));
      return true;
    }
    return (
      this._move(event, row) || (row !== HEADINGS && this._act(event, row))
    );
  }

  /** Go to another row; with Shift, select the rows up to it. */
  private _move(event: React.KeyboardEvent, row: number): boolean {
    const table = this._table;
    const last = table.list.total - 1;
    const page = this._pageSize();
    const targets: Record<string, number> = {
      ArrowDown: row + 1,
      ArrowUp: row - 1,
      PageDown: row + page,
      PageUp: Math.max(0, row - page),
      Home: 0,
      End: last
    };
    if (!(event.key in targets) || event.altKey) {
      return false;
    }
    const target = Math.min(last, targets[event.key]);
    if (event.shiftKey && target >= 0) {
      void table.selectTo(target);
    }
    table.activate(target);
    return true;
  }

  private _act(event: React.KeyboardEvent<HTMLElement>, row: number): boolean {
    const table = this._table;
    const { list } = table;
    const { column } = table.active;
    const { key } = event;
    const isAccel = event.ctrlKey || event.metaKey;
    if (isAccel && key.toLowerCase() === 'a') {
      void table.selectAll();
    } else if (hasModifier(event)) {
      return false;
    } else if (key === 'Enter') {
      const head = list.at(row);
      if (head) {
        list.open(head.name);
      }
    } else if (key === 'F2') {
      table.edit(row, column === 'tags' ? 'tags' : 'name');
    } else if (key === 'Delete') {
      void table.delete();
    } else if (key === 'Escape') {
      table.clearSelection();
    } else if (key === ' ' && !this._isTyping(event)) {
      table.toggle(row);
    } else if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      openMenu(event.target as HTMLElement);
    } else if ([...key].length === 1) {
      this._type(event);
    } else {
      return false;
    }
    return true;
  }

  private _onHeading(
    event: React.KeyboardEvent<HTMLElement>,
    column: CellColumn
  ): boolean {
    const table = this._table;
    const { layout } = table;
    const { key } = event;
    const step = this._columnStep(key);
    if (column === 'select') {
      const presses = key === ' ' || key === 'Enter';
      if (presses) {
        toggleAll(table);
      }
      return presses;
    }
    if (step !== 0 && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      moveBy(layout, column, step);
      table.activate(HEADINGS, column);
    } else if (step !== 0 && event.shiftKey) {
      layout.resize(column, this._widthOf(column) + step * STEP);
    } else if (key === 'Enter' || key === ' ') {
      (event.target as HTMLElement).click();
    } else if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      openMenu(event.target as HTMLElement);
    } else {
      return false;
    }
    return true;
  }

  private _columnStep(key: string): 1 | -1 | 0 {
    return key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  }

  private _neighbor(column: CellColumn, step: number): CellColumn {
    const columns: CellColumn[] = ['select', ...this._table.layout.shown];
    const place = columns.indexOf(column) + step;
    return columns[Math.max(0, Math.min(columns.length - 1, place))];
  }

  private _isTyping({ timeStamp }: React.KeyboardEvent): boolean {
    return this._typed !== '' && timeStamp - this._typedAt < TYPING;
  }

  private _type(event: React.KeyboardEvent): void {
    this._typed = (this._isTyping(event) ? this._typed : '') + event.key;
    this._typedAt = event.timeStamp;
    void this._table.goTo(this._typed);
  }

  private _typed = '';
  private _typedAt = 0;
}

function hasModifier(event: React.KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/** Open the menu of an element as the mouse would, below it. */
function openMenu(node: HTMLElement): void {
  const { left, bottom } = node.getBoundingClientRect();
  node.dispatchEvent(
    new MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: left + 8,
      clientY: bottom
    })
  );
}
