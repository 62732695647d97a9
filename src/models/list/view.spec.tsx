import { nullTranslator } from '@jupyterlab/translation';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { CommandIds } from '../../contract/commands';
import {
  fakeCommands,
  FakeRegistry,
  FakeTransfers,
  head
} from '../../testing/fakes';
import { FakeFormats } from '../../testing/formats';
import { layOut } from '../../testing/layout';
import { until } from '../../testing/wait';
import { ModelListModel } from './model';
import { Models } from './view';

const trans = nullTranslator.load('');

beforeAll(() => layOut());

describe('The section Models', () => {
  async function show(...names: string[]) {
    const registry = new FakeRegistry();
    registry.heads = names.map(name => head(name));
    const fake = fakeCommands(...Object.values(CommandIds));
    const model = new ModelListModel({
      registry,
      formats: new FakeFormats(),
      transfers: new FakeTransfers(),
      commands: fake.commands,
      trans
    });
    await until(() => model.isFresh);
    const view = render(<Models model={model} />);
    const draw = () => act(() => view.rerender(<Models model={model} />));
    return { registry, executed: fake.executed, model, draw };
  }

  it('has a row a model, that opens and loads it', async () => {
    const { executed } = await show('churn', 'wine');
    const [row] = screen.getAllByRole('listitem');
    for (const fact of ['v2', 'CatBoost', '1.0 MB', 'telecom']) {
      within(row).getByText(fact);
    }
    await userEvent.click(screen.getByRole('button', { name: 'churn' }));
    await userEvent.click(screen.getByRole('button', { name: 'Load wine' }));
    expect(executed).toEqual([
      [CommandIds.openModel, { name: 'churn' }],
      [CommandIds.load, { name: 'wine' }]
    ]);
  });

  it('puts only the rows in sight into the document', async () => {
    await show(...Array.from({ length: 5000 }, (_, i) => `m${i}`));
    const rows = screen.getAllByRole('listitem');
    expect(rows.length).toBeLessThan(60);
    expect(rows[0].getAttribute('aria-setsize')).toBe('5000');
  });

  it('is walked through by arrow keys, and Enter opens', async () => {
    const { executed } = await show('a', 'b', 'c');
    const rows = screen.getAllByRole('listitem');
    act(() => rows[0].focus());
    await userEvent.keyboard('{ArrowDown}{End}');
    await until(() => document.activeElement === rows[2]);
    await userEvent.keyboard('{Enter}');
    expect(executed).toEqual([[CommandIds.openModel, { name: 'c' }]]);
  });

  it('says that it waits for the server part', async () => {
    const { registry, draw } = await show();
    registry.server.set({ status: 'missing' });
    draw();
    screen.getByText('Models appear when the server part answers.');
  });

  it('teaches the first save, and says when nothing was found', async () => {
    const { registry, model, draw } = await show();
    screen.getByText('No models yet');
    model.query = 'zebra';
    await until(() => registry.queries.length === 2 && model.isFresh);
    draw();
    screen.getByText('Nothing found');
  });
});
