import {
  caretDownIcon,
  caretUpIcon,
  UseSignal
} from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';
import React from 'react';
import { Button } from '../../ui/button';
import { type ColumnId, columnLabel, sortKey } from './columns';
import type { TableLayout } from './layout';
import { Popup } from './popup';
import type { TableState } from './state';

/** How far (px) a column is made wider or narrower by keyboard or menu. */
export const STEP = 24;

/** The button with all columns: which are shown, and in which order. */
export function ColumnsButton(props: {
  layout: TableLayout;
  trans: TranslationBundle;
}): JSX.Element {
  const { layout, trans } = props;
  return (
    <Popup label={trans.__('Columns')}>
      {() => (
        <UseSignal signal={layout.stateChanged}>
          {() => (
            <>
              <ul className="jp-Models-facet" aria-label={trans.__('Columns')}>
                {layout.now.order.map((id, index) => (
                  <Column key={id} index={index} {...props} id={id} />
                ))}
              </ul>
              <div className="jp-Models-facetFoot">
                <Button onClick={() => layout.reset()}>
                  {trans.__('Reset columns')}
                </Button>
              </div>
            </>
          )}
        </UseSignal>
      )}
    </Popup>
  );
}

function Column(props: {
  layout: TableLayout;
  trans: TranslationBundle;
  id: ColumnId;
  index: number;
}): JSX.Element {
  const { layout, trans, id, index } = props;
  const { order, hidden } = layout.now;
  const label = columnLabel(id, trans);
  const before = order[index - 1];
  const after = order[index + 1];
  return (
    <li className="jp-Models-columnItem">
      <label className="jp-Models-facetValue">
        <input
          type="checkbox"
          checked={!hidden.includes(id)}
          disabled={id === 'name'}
          onChange={event => layout.toggle(id, event.target.checked)}
        />
        <span className="jp-Models-facetLabel">{label}</span>
      </label>
      <Button
        look="icon"
        aria-label={trans.__('Move %1 up', label)}
        title={trans.__('Move up')}
        disabled={before === undefined}
        onClick={() => layout.move(id, before)}
      >
        <caretUpIcon.react tag={null} />
      </Button>
      <Button
        look="icon"
        aria-label={trans.__('Move %1 down', label)}
        title={trans.__('Move down')}
        disabled={after === undefined}
        onClick={() => layout.move(id, after)}
      >
        <caretDownIcon.react tag={null} />
      </Button>
    </li>
  );
}

/** Move a column by one place among those that are shown. */
export function moveBy(layout: TableLayout, id: ColumnId, step: 1 | -1): void {
  const { shown } = layout;
  const to = shown[shown.indexOf(id) + step];
  if (to !== undefined) {
    layout.move(id, to);
  }
}

/** Open the menu of a heading. */
export function openColumnMenu(
  table: TableState,
  id: ColumnId,
  width: number,
  x: number,
  y: number
): void {
  const { layout, trans } = table;
  const key = sortKey(id);
  const { shown } = layout;
  const items: [string, () => void, boolean][] = [
    [
      trans.__('Sort Ascending'),
      () => key && table.sortBy(key, 'asc'),
      key !== null
    ],
    [
      trans.__('Sort Descending'),
      () => key && table.sortBy(key, 'desc'),
      key !== null
    ],
    [trans.__('Move Left'), () => moveBy(layout, id, -1), shown[0] !== id],
    [
      trans.__('Move Right'),
      () => moveBy(layout, id, 1),
      shown[shown.length - 1] !== id
    ],
    [trans.__('Wider'), () => layout.resize(id, width + STEP), true],
    [trans.__('Narrower'), () => layout.resize(id, width - STEP), true],
    [trans.__('Hide'), () => layout.toggle(id, false), id !== 'name']
  ];
  const commands = new CommandRegistry();
  const menu = new Menu({ commands });
  for (const [label, execute, isEnabled] of items) {
    commands.addCommand(label, {
      label,
      isEnabled: () => isEnabled,
      describedBy: { args: {} },
      execute
    });
    menu.addItem({ command: label });
  }
  menu.aboutToClose.connect(() => {
    // The heading gets the focus back, and the command runs, after this.
    requestAnimationFrame(() => menu.dispose());
  });
  menu.open(x, y);
}
