import { caretDownIcon, caretUpIcon } from '@jupyterlab/ui-components';
import type { Header } from '@tanstack/react-table';
import React, { useState } from 'react';
import type { ModelHead } from '../../contract/schemas';
import { openColumnMenu } from './columnsMenu';
import { type ColumnId, columnLabel, isNumber, sortKey } from './columns';
import { HEADINGS, type TableState } from './state';

/** Type of what is carried when a heading is dragged to another place. */
const COLUMN_MIME = 'application/vnd.jupyterlab-models.column';

/** The row of headings: sorts, and lets columns be moved and resized. */
export function TableHead(props: {
  table: TableState;
  headers: readonly Header<ModelHead, unknown>[];
}): JSX.Element {
  const { table, headers } = props;
  const { trans } = table;
  const active = table.active.row === HEADINGS ? table.active.column : null;
  return (
    <div role="rowgroup" className="jp-Models-tableHead">
      <div
        role="row"
        className="jp-Models-tableRow"
        aria-rowindex={1}
        data-row={HEADINGS}
      >
        <div
          role="columnheader"
          aria-colindex={1}
          className="jp-Models-cell"
          data-column="select"
          tabIndex={active === 'select' ? 0 : -1}
        >
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={trans.__('Select all models')}
            checked={table.isAllSelected}
            ref={box => {
              if (box) {
                box.indeterminate =
                  table.selection.size > 0 && !table.isAllSelected;
              }
            }}
            onChange={() => toggleAll(table)}
          />
        </div>
        {headers.map((header, index) => (
          <Heading
            key={header.id}
            table={table}
            header={header}
            place={index + 2}
            isActive={active === header.id}
          />
        ))}
      </div>
    </div>
  );
}

/** Select all models, or none where all are. */
export function toggleAll(table: TableState): void {
  if (table.selection.size > 0) {
    table.clearSelection();
  } else {
    void table.selectAll();
  }
}

function Heading(props: {
  table: TableState;
  header: Header<ModelHead, unknown>;
  place: number;
  isActive: boolean;
}): JSX.Element {
  const { table, header, place, isActive } = props;
  const { layout, list, trans } = table;
  const [isTarget, setTarget] = useState(false);
  const id = header.id as ColumnId;
  const label = columnLabel(id, trans);
  const key = sortKey(id);
  const isSorted = key !== null && key === list.sort;
  const isRising = list.order === 'asc';
  const Caret = isRising ? caretUpIcon : caretDownIcon;
  const carries = (event: React.DragEvent) =>
    event.dataTransfer.types.includes(COLUMN_MIME);
  return (
    <div
      role="columnheader"
      aria-colindex={place}
      aria-sort={isSorted ? (isRising ? 'ascending' : 'descending') : undefined}
      className="jp-Models-cell"
      data-column={id}
      data-number={isNumber(id) || undefined}
      data-sorts={key !== null}
      data-target={isTarget}
      title={
        key === null
          ? trans.__('Drag to move')
          : trans.__('Sort by %1. Drag to move.', label)
      }
      tabIndex={isActive ? 0 : -1}
      onClick={() => key && table.sortBy(key)}
      onContextMenu={event => {
        // JupyterLab's own menu is for the rows.
        event.preventDefault();
        event.stopPropagation();
        openColumnMenu(
          table,
          id,
          header.getSize(),
          event.clientX,
          event.clientY
        );
      }}
      onDragOver={event => {
        if (carries(event)) {
          event.preventDefault();
          setTarget(true);
        }
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={event => {
        setTarget(false);
        const moved = event.dataTransfer.getData(COLUMN_MIME);
        if (layout.shown.includes(moved as ColumnId)) {
          event.preventDefault();
          layout.move(moved as ColumnId, id);
        }
      }}
    >
      <span
        className="jp-Models-heading"
        draggable
        onDragStart={event => {
          event.dataTransfer.setData(COLUMN_MIME, id);
          event.dataTransfer.effectAllowed = 'move';
        }}
      >
        <span className="jp-Models-headingText">{label}</span>
        {isSorted && <Caret.react tag="span" className="jp-Models-caret" />}
      </span>
      <span
        className="jp-Models-resizer"
        aria-hidden="true"
        onMouseDown={event => {
          // No heading gets the focus, and none is dragged.
          event.preventDefault();
          header.getResizeHandler()(event);
        }}
        onTouchStart={header.getResizeHandler()}
        onClick={event => event.stopPropagation()}
        onDoubleClick={() => layout.resize(id, null)}
      />
    </div>
  );
}
