import {
  functionalUpdate,
  getCoreRowModel,
  useReactTable
} from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range } from '@tanstack/react-virtual';
import React, {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef
} from 'react';
import type { ModelHead } from '../../contract/schemas';
import { carryModel } from '../drag';
import { type ColumnId, DEFINITIONS } from './columns';
import { TableHead } from './head';
import { TableKeys } from './keys';
import { hasDetail, TableRow } from './row';
import { type CellColumn, HEADINGS, type TableState } from './state';

/** Heights in px, as in `style/table.css`; what a row says below its cells is measured. */
const ROW = 32;
const HEAD = 32;

/** Width in px of the column of check boxes. */
const BOXES = 32;

/** React-table keeps the columns; rows are the list's, of which it has only those in sight. */
const NO_ROWS: ModelHead[] = [];

const NO_LOADS: never[] = [];

/** The table itself: headings, and the rows in sight. */
export function Grid(props: { table: TableState }): JSX.Element {
  const { table } = props;
  const { active, editing, layout, list, selection, trans, uses } = table;
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

  const pinned = editing?.row ?? active.row;
  const rangeExtractor = useCallback(
    (range: Range) =>
      withRow(defaultRangeExtractor(range), pinned, range.count),
    [pinned]
  );
  const virtualizer = useVirtualizer({
    count: list.total,
    getScrollElement: () => root.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    rangeExtractor
  });
  const rows = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => list.show(first, last), [list, first, last]);

  const question = JSON.stringify([list.filter, list.sort, list.order]);
  useEffect(() => {
    // The best answers to another question stand at the top.
    root.current!.scrollTop = 0;
  }, [question]);

  useLayoutEffect(() => {
    // A row that says nothing any more is as high as the others again.
    for (const { index, size } of rows) {
      if (size !== ROW && !isHigh(table, index)) {
        virtualizer.resizeItem(index, ROW);
      }
    }
  });
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (table.wantsFocus && active.row !== HEADINGS) {
      virtualizer.scrollToIndex(active.row);
    }
    if (
      table.wantsFocus ||
      (table.hasMoved && activeElement?.parentElement?.closest('[role="row"]'))
    ) {
      focusCell(root.current, active.row, active.column, table.wantsFocus);
    }
    table.focused();
  });

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
      <div
        role="rowgroup"
        className="jp-Models-tableBody"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map(({ index, start }) => {
          const head = list.at(index);
          const edited = editing?.row === index ? editing : null;
          const loads = head ? list.work.loadsOf(head.name) : NO_LOADS;
          const isSelected = head !== undefined && selection.has(head.id);
          const isDetailed = hasDetail({ head, loads, editing: edited });
          return (
            <div
              key={index}
              ref={isDetailed ? virtualizer.measureElement : undefined}
              role="row"
              className="jp-Models-tableRow"
              aria-rowindex={index + 2}
              aria-selected={isSelected}
              data-index={index}
              data-row={index}
              data-state={head?.state}
              data-jp-models-name={head?.name}
              // Nothing of it can be loaded yet.
              data-jp-models-empty={head && !head.latest ? '' : undefined}
              draggable={Boolean(head?.latest) && edited === null}
              style={{ transform: `translateY(${start - HEAD}px)` }}
            >
              <TableRow
                table={table}
                index={index}
                head={head}
                columns={shown}
                active={active.row === index ? active.column : null}
                isSelected={isSelected}
                canWrite={list.canWrite}
                uses={uses.of(head?.id ?? '')}
                loads={loads.length > 0 ? loads : NO_LOADS}
                editing={edited}
                tick={isDetailed || edited ? tick.current : 0}
              />
            </div>
          );
        })}
      </div>
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

/** The rows in sight, and that of the active cell, whose focus else would be lost. */
function withRow(rows: number[], row: number, count: number): number[] {
  return row < 0 || row >= count || rows.includes(row)
    ? rows
    : [...rows, row].sort((a, b) => a - b);
}

function isHigh({ editing, list }: TableState, index: number): boolean {
  const head = list.at(index);
  const loads = head ? list.work.loadsOf(head.name) : NO_LOADS;
  const edited = editing?.row === index ? editing : null;
  return hasDetail({ head, loads, editing: edited });
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

/** Focus a cell, unless the user is elsewhere by now. */
function focusCell(
  root: HTMLElement | null,
  row: number,
  column: CellColumn,
  scrolls: boolean
): void {
  const { activeElement } = document;
  const isElsewhere =
    activeElement !== null &&
    activeElement !== document.body &&
    !root?.contains(activeElement);
  const cell = root?.querySelector<HTMLElement>(
    `[data-row="${row}"] > [data-column="${column}"]`
  );
  if (cell && !isElsewhere) {
    cell.focus({ preventScroll: true });
    if (scrolls) {
      cell.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    }
  }
}
