import { nullTranslator } from '@jupyterlab/translation';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { CommandIds } from '../contract/commands';
import { readJson } from '../testing/contract';
import {
  fakeCommands,
  FakeRegistry,
  FakeTransfers,
  KERNEL,
  transfer,
  value,
  variable
} from '../testing/fakes';
import { FakeFormats } from '../testing/formats';
import { layOut } from '../testing/layout';
import { FakeVariables } from '../testing/variables';
import { SaveHistory } from '../transfers/saveHistory';
import { VariablesModel } from './model';
import { Variables } from './view';

const trans = nullTranslator.load('');

/** The menus of rows, as JupyterLab reads them. */
interface IMenus {
  'jupyter.lab.menus': { context: { command: string; selector: string }[] };
}

beforeAll(() => layOut());

function setUp() {
  const registry = new FakeRegistry();
  const variables = new FakeVariables();
  const transfers = new FakeTransfers();
  const saveHistory = new SaveHistory({ registry, variables, transfers });
  const fake = fakeCommands(...Object.values(CommandIds));
  const options = {
    registry,
    formats: new FakeFormats(),
    variables,
    transfers,
    saveHistory,
    trans,
    ...fake
  };
  return { ...options, options };
}

describe('The section Variables', () => {
  function show() {
    const parts = setUp();
    const model = new VariablesModel({ ...parts.options, showAll: false });
    const view = render(<Variables model={model} />);
    const draw = () => act(() => view.rerender(<Variables model={model} />));
    return { ...parts, model, draw };
  }

  it('has a row a model, with class, library and format, and a button to save it', async () => {
    const { variables, executed, draw } = show();
    variables.show(variable('tumours'), value('count'));
    draw();
    const list = screen.getByRole('list', { name: 'Variables' });
    const [row, ...others] = within(list).getAllByRole('listitem');
    expect(others).toEqual([]);
    for (const fact of ['tumours', 'CatBoostClassifier', 'CatBoost', 'cbm']) {
      within(row).getByText(fact);
    }
    await userEvent.click(
      within(row).getByRole('button', { name: 'Save tumours' })
    );
    expect(executed).toEqual([[CommandIds.save, { variable: 'tumours' }]]);
  });

  it('lets the user stay at a kernel, where there are several', () => {
    const { variables, draw } = show();
    const choices = [KERNEL, 'other'].map(id => ({ id, kernel: 'python3' }));
    variables.choices = [
      { ...choices[0], documents: ['churn.ipynb'] },
      { ...choices[1], documents: [] }
    ];
    variables.show();
    draw();
    const picker = screen.getByRole('combobox', {
      name: 'Kernel whose variables are shown'
    });
    within(picker).getByRole('option', { name: 'python3 without document' });
    fireEvent.change(picker, { target: { value: 'other' } });
    expect(variables.pinned).toBe('other');
    draw();
    within(picker).getByRole('option', { name: 'Follow the active document' });
    screen.getByText('pinned');
    fireEvent.change(picker, { target: { value: '' } });
    expect(variables.pinned).toBeNull();
    draw();
    expect(screen.queryByText('pinned')).toBeNull();
  });

  it('says in two words which version the next save makes, and in the tooltip of which model', async () => {
    const { variables, transfers, draw } = show();
    variables.show(variable('model'));
    transfers.move(transfer({ state: 'done', version: 12 }));
    draw();
    const button = screen.getByRole('button', { name: 'Save v13 of churn' });
    expect(button.textContent).toBe('Save v13');
    expect(button.title).toBe('Save version 13 of churn');
    await userEvent.click(button);
    expect(transfers.saves).toMatchObject([
      { variable: 'model', name: 'churn' }
    ]);
  });

  it('keeps rows that are old, and says why', () => {
    const { variables, draw } = show();
    variables.status = 'disconnected';
    variables.show(variable('tumours'));
    draw();
    screen.getByText('tumours');
    screen.getByText(/^No connection to the kernel/);
  });

  it('shows progress that can be cancelled, then the failure with its reason', async () => {
    const { variables, transfers, draw } = show();
    variables.show(variable('model'));
    transfers.move(transfer());
    draw();
    const bar = screen.getByRole('progressbar', {
      name: 'Saving model as churn'
    });
    expect(bar.getAttribute('value')).toBe('524288');
    screen.getByText('524 kB of about 1.0 MB');
    await userEvent.click(screen.getByRole('button', { name: /^Cancel/ }));
    expect(transfers.calls).toEqual([`cancel(${transfer().id})`]);

    const error = {
      code: 'x',
      message: 'The kernel died.',
      hint: 'Restart it.'
    };
    transfers.move(transfer({ state: 'failed', error }));
    draw();
    expect(screen.getByRole('alert').textContent).toContain(
      'The kernel died. Restart it.'
    );
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    draw();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('tells of an aborted save whose variable is not listed that it can be saved later', () => {
    const { variables, transfers, draw } = show();
    variables.show(variable('model'));
    const error = {
      code: 'aborted',
      message: 'A cell failed.',
      hint: 'Retry.'
    };
    transfers.move(transfer({ state: 'failed', error }));
    variables.show();
    draw();
    const told = screen.getByRole('alert').textContent;
    expect(told).toContain('A cell failed. Save it again when it is listed.');
    expect(told).not.toContain('Retry');
  });

  it('tells of a failed save whose variable went with its kernel', async () => {
    const { variables, transfers, draw } = show();
    variables.show(variable('model'));
    const error = { code: 'kernel_gone', message: 'The kernel died.' };
    transfers.move(transfer({ state: 'failed', error }));
    variables.show();
    draw();
    expect(screen.getByRole('alert').textContent).toContain(
      'model was not saved as churn. The kernel died.'
    );
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    draw();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('opens the menu of the row from its button', async () => {
    const { variables, draw } = show();
    variables.show(variable('tumours'));
    draw();
    const opened: string[] = [];
    screen.getByRole('listitem').addEventListener('contextmenu', event => {
      const row = event.currentTarget as HTMLElement;
      opened.push(row.dataset.jpModelsVariable!);
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'More actions for tumours' })
    );
    expect(opened).toEqual(['tumours']);
  });

  it('lets the menu save all that its button saves, and nothing else', () => {
    const { variables, model, draw } = show();
    const type = ':Mine';
    variables.show(
      {
        ...variable('local'),
        type,
        mro: [type],
        format: null,
        frame: 7
      },
      variable('tumours'),
      value('count')
    );
    model.showAll = true;
    draw();
    const { context } = readJson<IMenus>('schema', 'commands.json')[
      'jupyter.lab.menus'
    ];
    const item = context.find(({ command }) => command === CommandIds.save)!;
    const rows = screen.getAllByRole('listitem');
    expect(
      rows.filter(row => row.matches(item.selector)).map(row => row.dataset)
    ).toMatchObject([
      { jpModelsVariable: 'local' },
      { jpModelsVariable: 'tumours' }
    ]);
  });

  it('gives variables that are no models a reason and no button', () => {
    const { variables, model, draw } = show();
    variables.show(value('count'));
    model.showAll = true;
    draw();
    const row = screen.getByRole('listitem');
    expect(row.textContent).toContain('This is data (Table of pyarrow)');
    expect(within(row).queryByRole('button')).toBeNull();
  });
});
