import { nullTranslator } from '@jupyterlab/translation';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { CommandIds } from '../contract/commands';
import type { ModelHead } from '../contract/schemas';
import { ModelListModel } from '../models/list/model';
import { TableLayout } from '../models/table/layout';
import { TableState } from '../models/table/state';
import { TableView } from '../models/table/widget';
import { Undo } from '../models/undo';
import { fakeCommands, FakeRegistry, FakeTransfers, model } from './fakes';
import { FakeFormats } from './formats';
import { until } from './wait';

const trans = nullTranslator.load('');

/** Show the table over these models; `layOut` comes before. */
export async function showTable(...heads: ModelHead[]) {
  const registry = new FakeRegistry();
  registry.heads = heads;
  for (const each of heads) {
    registry.models.set(each.name, model({ ...each }));
  }
  const { commands, executed } = fakeCommands(...Object.values(CommandIds));
  const transfers = new FakeTransfers();
  const undo = new Undo(trans);
  const list = new ModelListModel({
    registry,
    formats: new FakeFormats(),
    transfers,
    commands,
    trans
  });
  const layout = await TableLayout.load(null);
  const table = new TableState(list, layout, { registry, undo, trans });
  await until(() => list.isFresh);
  const view = render(<TableView table={table} />);
  table.stateChanged.connect(() => {
    act(() => view.rerender(<TableView table={table} />));
  });
  const user = userEvent.setup();
  return { registry, transfers, executed, undo, list, layout, table, user };
}

/** The rows below the headings. */
export function rows(): HTMLElement[] {
  return screen.getAllByRole('row').slice(1);
}

export function cell(row: number, column: string): HTMLElement {
  return rows()[row].querySelector<HTMLElement>(`[data-column="${column}"]`)!;
}

/** The row and column that have the focus. */
export function focus(): string {
  const { activeElement } = document;
  const row = activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row;
  return `${row} ${(activeElement as HTMLElement).dataset.column}`;
}
