import { act, fireEvent, screen, within } from '@testing-library/react';
import { readFileSync } from 'fs';
import { CommandIds } from '../../contract/commands';
import { head } from '../../testing/fakes';
import { layOut } from '../../testing/layout';
import { cell, focus, rows, showTable } from '../../testing/table';
import { until } from '../../testing/wait';

beforeAll(() => layOut(32));

const names = ['apple', 'banana', 'blueberry', 'cherry'];

describe('The table of models', () => {
  it('shows every column, and what people wrote as text', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const hidden = '\u202egnp.exe';
    const { latest, ...rest } = head('churn');
    const { registry, table } = await showTable({
      ...rest,
      type: 'adapter',
      tags: [evil, hidden],
      author: { username: evil, name: evil },
      latest: { ...latest!, notebook: hidden, variable: evil, bytes: 1048576 }
    });
    registry.used = [
      { model: rest.id, kind: 'job', id: '1', label: evil, blocks: ['delete'] }
    ];
    registry.change();
    await until(() => table.uses.of(rest.id).length === 1);
    const told: Record<string, string> = {
      state: 'Ready',
      type: 'Adapter',
      family: 'CatBoost',
      bytes: '1.0 MB',
      version: '2',
      format: 'cbm',
      origin: 'Kernel',
      notebook: '\\u202egnp.exe',
      tags: `${evil}\\u202egnp.exe`,
      variable: evil,
      author: evil,
      uses: evil
    };
    for (const [column, text] of Object.entries(told)) {
      expect([column, cell(0, column).textContent]).toEqual([column, text]);
    }
    expect(document.querySelector('img')).toBeNull();
    const title = (column: string) =>
      cell(0, column).firstElementChild!.getAttribute('title');
    expect(title('bytes')).toBe('1,048,576 bytes');
    expect(title('updated')).toBe('2026-07-19 09:00:00 UTC');
  });

  it('has the roles and counts of a grid', async () => {
    await showTable(...Array.from({ length: 3000 }, (_, i) => head(`m${i}`)));
    const grid = screen.getByRole('grid', { name: 'Models' });
    expect(grid.getAttribute('aria-rowcount')).toBe('3001');
    expect(grid.getAttribute('aria-colcount')).toBe('16');
    expect(rows().length).toBeLessThan(60);
    expect(rows()[0].getAttribute('aria-rowindex')).toBe('2');
    const updated = screen.getByRole('columnheader', { name: 'Updated' });
    expect(updated.getAttribute('aria-sort')).toBe('descending');
    screen.getByText('3,000 models', { selector: '[role="status"]' });
  });

  it('is walked through by keys, and Enter opens', async () => {
    const { executed, user } = await showTable(
      ...names.map(name => head(name))
    );
    act(() => cell(0, 'name').focus());
    await user.keyboard('{ArrowDown}{ArrowRight}');
    expect(focus()).toBe('1 state');
    await user.keyboard('{End}');
    expect(focus()).toBe('3 state');
    await user.keyboard('{Enter}');
    await user.keyboard('{Home}{ArrowUp}');
    expect(focus()).toBe('-1 state');
    await user.keyboard('{ArrowDown}bl');
    expect(focus()).toBe('2 state');
    await user.keyboard('{Enter}');
    expect(executed).toEqual([
      [CommandIds.openModel, { name: 'cherry' }],
      [CommandIds.openModel, { name: 'blueberry' }]
    ]);
  });

  it('goes to a name far away, when it is sorted by name', async () => {
    const sorted = Array.from({ length: 3000 }, (_, i) =>
      head(`m${String(i).padStart(4, '0')}`)
    );
    const { list, table, user } = await showTable(...sorted);
    act(() => table.sortBy('name'));
    await until(() => list.isFresh);
    act(() => cell(0, 'name').focus());
    await user.keyboard('m2718');
    await until(() => focus() === '2718 name');
  });

  it('selects by Space, Shift, Ctrl+A and mouse, and Escape clears', async () => {
    const { table, user } = await showTable(...names.map(name => head(name)));
    const selected = () => table.selection.heads.map(({ name }) => name);
    act(() => cell(1, 'name').focus());
    await user.keyboard(' {Shift>}{ArrowDown}{/Shift}');
    await until(() => table.selection.size === 2);
    expect(selected()).toEqual(['banana', 'blueberry']);
    expect(rows()[2].getAttribute('aria-selected')).toBe('true');
    screen.getByText('4 models, 2 selected');
    await user.keyboard('{Control>}a{/Control}');
    await until(() => table.selection.size === 4);
    await user.keyboard('{Escape}');
    expect(selected()).toEqual([]);
    fireEvent.click(cell(3, 'type'), { ctrlKey: true });
    fireEvent.click(cell(1, 'type'), { shiftKey: true });
    await until(() => table.selection.size === 3);
    await user.click(screen.getByRole('checkbox', { name: 'Select cherry' }));
    expect(selected()).toEqual(['banana', 'blueberry']);
  });

  it('sorts by heading and keyboard, resizes, moves and hides columns', async () => {
    const { registry, layout, user } = await showTable(head('churn'));
    const heading = (name: string) =>
      screen.getByRole('columnheader', { name });
    fireEvent.click(heading('Size'));
    expect(heading('Size').getAttribute('aria-sort')).toBe('descending');
    act(() => heading('Family').focus());
    await user.keyboard('{Enter}');
    expect(heading('Family').getAttribute('aria-sort')).toBe('ascending');
    expect(heading('Size').getAttribute('aria-sort')).toBeNull();
    const { sort, order } = registry.queries[registry.queries.length - 1];
    expect([sort, order]).toEqual(['family', 'asc']);

    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect(layout.now.widths).toEqual({ family: 120 });
    await user.keyboard('{Control>}{Shift>}{ArrowLeft}{/Shift}{/Control}');
    expect(layout.shown.slice(0, 4)).toEqual([
      'name',
      'state',
      'family',
      'type'
    ]);
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(screen.getByRole('checkbox', { name: 'Family' }));
    expect(screen.queryByRole('columnheader', { name: 'Family' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Reset columns' }));
    expect(heading('Family').getAttribute('aria-colindex')).toBe('5');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is reached by keyboard after the column of the active cell is hidden', async () => {
    const { layout } = await showTable(...names.map(name => head(name)));
    act(() => cell(1, 'author').focus());
    act(() => layout.toggle('author', false));
    expect(focus()).toBe('1 name');
    expect(cell(1, 'name').tabIndex).toBe(0);
  });

  it('filters by values with counts, and shows what is chosen', async () => {
    const { registry, list, user } = await showTable(head('churn'));
    registry.values = [
      {
        field: 'author',
        values: [{ value: 'ada', label: 'Ada Lovelace', count: 1234 }],
        total: 1
      }
    ];
    await user.click(screen.getByRole('button', { name: 'Author' }));
    const box = await screen.findByRole('checkbox', { name: /Ada Lovelace/ });
    screen.getByText('1,234');
    await user.click(box);
    await user.keyboard('{Escape}');
    await until(() => list.isFresh);
    expect(registry.queries[registry.queries.length - 1].author).toEqual([
      'ada'
    ]);
    screen.getByRole('button', { name: 'Author (1)' });
    screen.getByText('Author: Ada Lovelace');
    await user.click(
      screen.getByRole('button', {
        name: 'Remove the filter “Author: Ada Lovelace”'
      })
    );
    expect(list.isFiltered).toBe(false);
  });

  it('lets no more values be chosen than the server takes', async () => {
    const { registry, list, user } = await showTable(head('churn'));
    const values = Array.from({ length: 21 }, (_, i) => ({
      value: `${i}.ipynb`,
      label: `${i}.ipynb`,
      count: 1
    }));
    registry.values = [{ field: 'notebook', values, total: 21 }];
    for (const { value } of values.slice(1)) {
      list.choose('notebook', value, true);
    }
    await user.click(screen.getByRole('button', { name: 'Notebook (20)' }));
    await screen.findByText('20 values can be chosen at most.');
    const box = (name: string) =>
      screen.getByRole<HTMLInputElement>('checkbox', { name });
    expect(box('0.ipynb 1').disabled).toBe(true);
    await user.click(box('20.ipynb 1'));
    expect(box('0.ipynb 1').disabled).toBe(false);
  });

  it('has a field to search among many values', async () => {
    const { registry, user } = await showTable(head('churn'));
    registry.values = [
      {
        field: 'tag',
        values: [{ value: 'a', label: 'a', count: 1 }],
        total: 10_000
      }
    ];
    await user.click(screen.getByRole('button', { name: 'Tag' }));
    await screen.findByText('1 of 10,000 values. Search for others.');
    await user.type(
      screen.getByRole('searchbox', { name: 'Search values of Tag' }),
      'xyz'
    );
    await until(() =>
      registry.facetQueries.some(
        ({ field, value }) => field === 'tag' && value === 'xyz'
      )
    );
  });

  it('says why a model failed, and removes it', async () => {
    const operation = {
      id: 'f'.repeat(32),
      kind: 'save' as const,
      state: 'failed' as const,
      progress: null,
      error: {
        code: 'full',
        message: '\u202eThe disk is full.',
        hint: 'Free some.'
      }
    };
    const none = { versions: 0, latest: null, origin: null };
    const { executed, transfers, table, user } = await showTable(
      head('lost', { ...none, state: 'failed', operation }),
      head('next', {
        ...none,
        state: 'pending',
        operation: {
          ...operation,
          id: 'e'.repeat(32),
          state: 'running',
          error: null,
          progress: {
            done: 5e8,
            total: 1e9,
            unit: 'bytes',
            rate: null,
            eta: null
          }
        }
      })
    );
    expect(cell(0, 'state').textContent).toBe('Failed');
    within(rows()[0]).getByText('\\u202eThe disk is full. Free some.');
    expect(within(rows()[0]).queryByText('Retry')).toBeNull();
    const settings = JSON.parse(readFileSync('schema/commands.json', 'utf8'));
    const items: { command?: string; selector: string }[] =
      settings['jupyter.lab.menus'].context;
    const offered = items
      .filter(({ selector }) => rows()[0].matches(selector))
      .flatMap(({ command }) => command ?? []);
    expect(offered).toEqual([
      CommandIds.openModel,
      CommandIds.rename,
      CommandIds.edit,
      CommandIds.delete
    ]);
    expect(rows()[0].draggable).toBe(false);
    within(rows()[1]).getByText('500 MB of about 1.0 GB');
    await user.click(screen.getByRole('button', { name: 'Remove lost' }));
    expect(executed).toEqual([
      [CommandIds.delete, { name: 'lost', confirmed: true }]
    ]);
    transfers.wishes.set(operation.id, { variable: 'x', name: 'lost' });
    act(() => transfers.changed.emit());
    await user.click(screen.getByRole('button', { name: 'Retry lost' }));
    expect(transfers.calls).toEqual([`retry(${operation.id})`]);
    await user.click(
      screen.getByRole('button', { name: 'Cancel: Making next' })
    );
    expect(transfers.calls).toContain(`cancel(${'e'.repeat(32)})`);
    table.dispose();
  });
});

describe('A model', () => {
  it('is brought into view wherever it is, by its id', async () => {
    const all = Array.from({ length: 900 }, (_, i) => head(`m${i}`));
    const { list, table } = await showTable(...all);
    list.choose('family', 'catboost', true);
    await act(async () => {
      await table.reveal(all[3].id);
    });
    expect(table.active).toEqual({ row: 3, column: 'name' });
    expect(list.isFiltered).toBe(true);
    await act(async () => {
      await table.reveal(all[700].id);
    });
    expect(list.filter).toEqual({ q: 'm700' });
    expect(list.at(table.active.row)?.name).toBe('m700');
    await expect(table.reveal('f'.repeat(32))).rejects.toThrow(
      'There is no model with the id'
    );
  });

  it('cannot be listed while the server is away, and the table says so', async () => {
    const { registry, user } = await showTable(head('churn'));
    act(() =>
      registry.server.set({
        status: 'unreachable',
        message: 'The server does not answer.'
      })
    );
    screen.getByText('The server does not answer.');
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(registry.server.refreshes).toBe(1);
  });
});
