import {
  functionalUpdate,
  getCoreRowModel,
  useReactTable
} from '@tanstack/react-table';
import React, { useMemo, useRef } from 'react';
import type { ModelHead } from '../../contract/schemas';
import { carryModel } from '../drag';
import { Body, HEAD, ROW } from './body';
import { type ColumnId, DEFINITIONS } from './columns';
import { TableHead } from './head';
import { TableKeys } from './keys';
import { type CellColumn, HEADINGS, type TableState } from './state';

/** Width in px of the column of check boxes. */
const BOXES = 32;

/** React-table keeps the columns; rows are the list's, of which it has only those in sight. */
const NO_ROWS: ModelHead[] = [];

/** The table itself: headings, and the rows in sight. */
export function Grid(props: { table: TableState }): JSX.Element {
  const { table } = props;
  const { layout, list, trans } = table;
  const { order, hidden, widths, sort, direction } = layout.now;
  const root = useRef<HTMLDivElement>(null);
  const tick = useRef(0);
  tick.current += 1;

  const columns = useReactTable({
    data: NO_ROWS,
    columns: DEFINITIONS,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: [...order],
      columnVisibility: Object.fromEntries(hidden.map(id => [id, false])),
      columnSizing: widths as Record<string, number>,
      sorting: [{ id: sort, desc: direction === 'desc' }]
    },
    onColumnSizingChange: updater =>
      layout.change({
        widths: functionalUpdate(updater, widths as Record<string, number>)
      })
  });
  const { headers } = columns.getHeaderGroups()[0];
  const shown = useShown(headers.map(({ id }) => id as ColumnId));

  const keys = useMemo(
    () =>
      new TableKeys(
        table,
        () =>
          Math.max(
            1,
            Math.floor((root.current!.clientHeight - HEAD) / ROW) - 1
          ),
        id => columns.getColumn(id)!.getSize()
      ),
    [table, columns]
  );
  const rowOf = (event: React.SyntheticEvent) =>
    cellOf(event.target)?.row ?? HEADINGS;
  const style = {
    '--jp-models-columns': [
      `${BOXES}px`,
      ...headers.map(header =>
        header.id === 'name' && widths.name === undefined
          ? `minmax(${header.getSize()}px, 1fr)`
          : `${header.getSize()}px`
      )
    ].join(' '),
    '--jp-models-table-width': `${BOXES + columns.getTotalSize()}px`
  } as React.CSSProperties;
  return (
    <div
      ref={root}
      role="grid"
      className="jp-Models-grid"
      aria-label={trans.__('Models')}
      aria-multiselectable
      aria-rowcount={list.total + 1}
      aria-colcount={headers.length + 1}
      aria-busy={!list.isFresh}
      style={style}
      onScroll={event => {
        // Cells that stand still cost much in each frame: they do only once others go below them.
        const { dataset, scrollLeft } = event.currentTarget;
        dataset.aside = String(scrollLeft > 0);
      }}
      onFocus={event => {
        const cell = cellOf(event.target);
        if (cell && event.target === cell.node) {
          table.focusMoved(cell.row, cell.column);
        }
      }}
      onKeyDown={event => {
        const cell = cellOf(event.target);
        if (!cell) {
          return;
        }
        if (event.target !== cell.node) {
          if (event.key === 'Escape') {
            cell.node.focus();
          }
        } else if (keys.onCell(event)) {
          event.preventDefault();
          event.stopPropagation();
        }
      }}
      onMouseDown={event => {
        if (event.shiftKey) {
          // Rows are selected, not their text.
          event.preventDefault();
        }
      }}
      onClick={event => {
        const row = rowOf(event);
        const target = event.target as HTMLElement;
        const isBox = target.matches('input[type="checkbox"]');
        if (row === HEADINGS || (!isBox && isControl(target))) {
          return;
        }
        if (event.shiftKey) {
          void table.selectTo(row);
        } else if ((event.ctrlKey || event.metaKey) && !isBox) {
          table.toggle(row);
        }
      }}
      onDoubleClick={event => {
        const head = list.at(rowOf(event));
        if (head && !isControl(event.target as HTMLElement)) {
          list.open(head.name);
        }
      }}
      onDragStart={event => {
        const head = list.at(rowOf(event));
        if (head) {
          carryModel(event.dataTransfer, head.name);
        }
      }}
    >
      <TableHead table={table} headers={headers} />
      <Body table={table} columns={shown} tick={tick.current} />
    </div>
  );
}

/** The same array as long as the columns are the same, so that rows are not drawn again. */
function useShown(ids: readonly ColumnId[]): readonly ColumnId[] {
  const kept = useRef(ids);
  if (kept.current.join() !== ids.join()) {
    kept.current = ids;
  }
  return kept.current;
}

interface IFound {
  readonly node: HTMLElement;
  readonly row: number;
  readonly column: CellColumn;
}

/** The cell that a node is in. */
function cellOf(target: EventTarget): IFound | null {
  const node = (target as Element).closest<HTMLElement>('[data-column]');
  const row = node?.closest<HTMLElement>('[data-row]');
  return node && row
    ? {
        node,
        row: Number(row.dataset.row),
        column: node.dataset.column as CellColumn
      }
    : null;
}

/** Whether a click on a node does something by itself. */
function isControl(node: HTMLElement): boolean {
  return node.closest('button, input, progress') !== null;
}
