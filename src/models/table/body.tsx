import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Range, Virtualizer } from '@tanstack/react-virtual';
import React, {
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState
} from 'react';
import { flushSync } from 'react-dom';
import { useNow } from '../../ui/age';
import type { ColumnId } from './columns';
import { Drawing, frameNow } from './drawing';
import { hasDetail, TableRow } from './row';
import { type CellColumn, HEADINGS, type TableState } from './state';

/** Heights in px, as in `style/table.css`; what a row says below its cells is measured. */
export const ROW = 32;
export const HEAD = 32;

const NO_LOADS: never[] = [];

/** The rows in sight. Scrolling draws these again, and nothing else of the table. */
export function Body(props: {
  table: TableState;
  columns: readonly ColumnId[];
  /** Another number when the state has changed. */
  tick: number;
}): JSX.Element {
  const { table, columns, tick } = props;
  const { active, editing, list, selection, uses } = table;
  const body = useRef<HTMLDivElement>(null);
  const [drawing] = useState(() => new Drawing());
  const now = useNow();

  const pinned = editing?.row ?? active.row;
  const rangeExtractor = useCallback(
    (range: Range) =>
      withRow(defaultRangeExtractor(range), pinned, range.count),
    [pinned]
  );
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: list.total,
    getScrollElement: () => body.current?.parentElement ?? null,
    estimateSize: () => ROW,
    overscan: 6,
    scrollMargin: HEAD,
    rangeExtractor
  });
  const rows = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => list.show(first, last), [list, first, last]);

  const question = JSON.stringify([list.filter, list.sort, list.order]);
  useEffect(() => {
    // The best answers to another question stand at the top.
    body.current!.parentElement!.scrollTop = 0;
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
    const grid = body.current!.parentElement!;
    if (table.wantsFocus && active.row !== HEADINGS) {
      queueMicrotask(() => reveal(virtualizer, grid, active.row));
    }
    if (
      table.wantsFocus ||
      (table.hasMoved && activeElement?.parentElement?.closest('[role="row"]'))
    ) {
      focusCell(grid, active.row, active.column, table.wantsFocus);
    }
    table.focused();
  });

  const [, redraw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    let frame: unknown = null;
    let request = 0;
    const draw = () => {
      frame = frameNow();
      redraw();
      if (table.wantsFocus) {
        reveal(virtualizer, body.current!.parentElement!, table.active.row);
      }
    };
    const move = () => {
      cancelAnimationFrame(request);
      // Where keys come faster than frames, each frame shows the last one.
      if (frame === frameNow()) {
        request = requestAnimationFrame(draw);
      } else {
        draw();
      }
    };
    table.moved.connect(move);
    return () => {
      table.moved.disconnect(move);
      cancelAnimationFrame(request);
    };
  }, [table, virtualizer]);

  const drawn = useDrawn(
    drawing,
    [
      pinned,
      ...between(rows, first, last),
      ...between(rows, 0, first - 1),
      ...between(rows, last + 1, list.total)
    ].filter(index => index === pinned || list.at(index) !== undefined)
  );
  return (
    <div
      ref={body}
      role="rowgroup"
      className="jp-Models-tableBody"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {rows.map(({ index, start }) => {
        const head = list.at(index);
        const edited = editing?.row === index ? editing : null;
        const loads = head ? list.work.loadsOf(head.name) : NO_LOADS;
        const isDetailed = hasDetail({ head, loads, editing: edited });
        return (
          <TableRow
            key={index}
            table={table}
            index={index}
            head={head}
            columns={columns}
            active={active.row === index ? active.column : null}
            isSelected={head !== undefined && selection.has(head.id)}
            canWrite={list.canWrite}
            uses={uses.of(head?.id ?? '')}
            loads={loads.length > 0 ? loads : NO_LOADS}
            editing={edited}
            top={start - HEAD}
            isDrawn={drawn.has(index)}
            now={now}
            tick={isDetailed || edited ? tick : 0}
            measure={isDetailed ? virtualizer.measureElement : undefined}
          />
        );
      })}
    </div>
  );
}

/** The rows that are drawn by now; the others are in the next frames. */
function useDrawn(
  drawing: Drawing,
  wanted: readonly number[]
): ReadonlySet<number> {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const drawn = drawing.choose(wanted);
  useEffect(() => {
    if (wanted.every(row => drawn.has(row))) {
      return;
    }
    const draw = () => {
      if (drawing.hasTime) {
        flushSync(redraw);
      } else {
        frame = requestAnimationFrame(draw);
      }
    };
    let frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  });
  return drawn;
}

function between(
  rows: readonly { index: number }[],
  first: number,
  last: number
): number[] {
  return rows
    .map(({ index }) => index)
    .filter(index => index >= first && index <= last);
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

/** Scroll to a row that is out of sight, without asking for the layout, as the virtualizer's own way does. */
function reveal(
  virtualizer: Virtualizer<HTMLElement, HTMLElement>,
  grid: HTMLElement,
  row: number
): void {
  const item = virtualizer.measurementsCache[row];
  const top = virtualizer.scrollOffset ?? 0;
  const height = virtualizer.scrollRect?.height ?? 0;
  if (!item) {
    return;
  }
  if (item.start - HEAD < top) {
    grid.scrollTop = item.start - HEAD;
  } else if (item.end > top + height) {
    grid.scrollTop = item.end - height;
  } else {
    return;
  }
  // The browser tells of it in the next frame only, which would show no rows until then.
  grid.dispatchEvent(new Event('scroll'));
}

/** Focus a cell, unless the user is elsewhere by now. */
function focusCell(
  grid: HTMLElement,
  row: number,
  column: CellColumn,
  scrolls: boolean
): void {
  const { activeElement } = document;
  const isElsewhere =
    activeElement !== null &&
    activeElement !== document.body &&
    !grid.contains(activeElement);
  const cell = grid.querySelector<HTMLElement>(
    `[data-row="${row}"] > [data-column="${column}"]`
  );
  if (cell && !isElsewhere) {
    cell.focus({ preventScroll: true });
    if (scrolls) {
      cell.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    }
  }
}
