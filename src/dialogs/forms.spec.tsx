import { nullTranslator } from '@jupyterlab/translation';
import {
  configure,
  fireEvent,
  screen,
  waitFor,
  within
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RegistryError } from '../server/error';
import {
  checked,
  FakeRegistry,
  FakeTransfers,
  head,
  model as example,
  variable
} from '../testing/fakes';
import { FakeVariables } from '../testing/variables';
import { askLoad, askSave, pickModel } from '.';

const trans = nullTranslator.load('');

// JupyterLab shows its dialogs by style, not by the attribute `open`; jsdom takes them for hidden.
configure({ defaultHidden: true });

function setUp() {
  const registry = new FakeRegistry();
  registry.models.set('churn', example());
  registry.heads = [head('churn'), head('wine')];
  const variables = new FakeVariables();
  variables.variables = [variable('tumours')];
  const transfers = new FakeTransfers();
  return { registry, variables, transfers, trans };
}

const saved = {
  name: 'churn 2',
  version: 1,
  format: 'cbm',
  bytes: 1,
  sha256: 'a'.repeat(64)
};

/** The button that sends the form off; enabled. */
async function accept(name: string): Promise<HTMLButtonElement> {
  const button = (await screen.findByRole('button', {
    name
  })) as HTMLButtonElement;
  await waitFor(() => expect(button.disabled).toBe(false));
  return button;
}

describe('The save dialog', () => {
  it('says what is saved, and saves when Enter is pressed in the name', async () => {
    const parts = setUp();
    const result = askSave({ ...parts, variable: 'tumours' });
    await accept('Save');
    const facts = screen.getByLabelText('What is saved');
    for (const fact of [
      'CatBoostClassifier',
      'cbm',
      'About 147 kB; 86 GB are free',
      'with its trees',
      'Parser'
    ]) {
      expect(facts.textContent).toContain(fact);
    }
    const name = screen.getByLabelText('Name');
    expect(document.activeElement).toBe(name);
    parts.transfers.saved = Promise.resolve(saved);
    await userEvent.clear(name);
    await userEvent.type(name, 'churn 2{Enter}');
    expect(await result).toEqual(saved);
    expect(parts.transfers.saves[0].name).toBe('churn 2');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('tells broken rules under the name and is shut meanwhile', async () => {
    const result = askSave({ ...setUp(), variable: 'tumours' });
    const button = await accept('Save');
    const name = screen.getByLabelText('Name');
    await userEvent.type(name, '/');
    await waitFor(() => expect(button.disabled).toBe(true));
    expect(name.getAttribute('aria-invalid')).toBe('true');
    const told = document.getElementById(
      name.getAttribute('aria-describedby')!
    );
    expect(told?.textContent).toContain('letters, digits, spaces');
    await userEvent.keyboard('{Escape}');
    expect(await result).toBeNull();
  });

  it('stays open on an error', async () => {
    const parts = setUp();
    const result = askSave({ ...parts, variable: 'tumours' });
    const button = await accept('Save');
    parts.transfers.save = () =>
      Promise.reject(
        new RegistryError({ code: 'disk_full', message: 'No room.' }, 507)
      );
    await userEvent.click(button);
    expect((await screen.findByRole('alert')).textContent).toContain('No room');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await result).toBeNull();
  });

  it('shows the cell that made it, and leaves its source out when asked', async () => {
    const parts = setUp();
    const cell = { source: 'tumours = fit(X)', count: 7 };
    parts.transfers.answer = checked({ cell });
    const result = askSave({ ...parts, variable: 'tumours' });
    await accept('Save');
    screen.getByText(/^Cell \[7\]/);
    screen.getByText('tumours = fit(X)');
    await userEvent.click(
      screen.getByLabelText('Keep the source of the cell that made it')
    );
    await waitFor(() =>
      expect(screen.queryByText('tumours = fit(X)')).toBeNull()
    );
    parts.transfers.saved = Promise.resolve(saved);
    await userEvent.click(await accept('Save'));
    expect(await result).toEqual(saved);
    expect(parts.transfers.saves[0].keepCell).toBe(false);
  });

  it('does not have the user wait for the end of the cell with a local variable', async () => {
    const parts = setUp();
    parts.variables.variables = [{ ...variable('best'), frame: 7 }];
    parts.variables.kernel = { id: 'k', status: 'busy' } as never;
    const result = askSave({ ...parts, variable: 'best' });
    await accept('Save');
    const told = screen.getByText(/is written when the cell ends/);
    expect(told.textContent).toContain('best is a local variable');
    expect(told.textContent).not.toContain('Wait for its end');
    await userEvent.keyboard('{Escape}');
    expect(await result).toBeNull();
  });

  it('says why an object cannot be saved', async () => {
    const parts = setUp();
    const error = { code: 'x', message: 'It is not fitted.', hint: 'Fit it.' };
    parts.transfers.answer = checked({ ok: false, error });
    const result = askSave({ ...parts, variable: 'tumours' });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('It is not fitted.Fit it.');
    const button = screen.getByRole<HTMLButtonElement>('button', {
      name: 'Save'
    });
    expect(button.disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await result).toBeNull();
  });
});

describe('The load dialog', () => {
  it('replaces a taken name only when ticked', async () => {
    const parts = setUp();
    parts.transfers.target_ = { ok: true, variable: '', taken: 'builtins.int' };
    const result = askLoad({ ...parts, name: 'churn' });
    const tick = await screen.findByLabelText('Replace it');
    const button = screen.getByRole<HTMLButtonElement>('button', {
      name: 'Replace'
    });
    expect(button.disabled).toBe(true);
    await userEvent.click(tick);
    const loaded = { name: 'churn', version: 2, variable: 'model', type: 'T' };
    parts.transfers.loaded = Promise.resolve(loaded);
    await userEvent.click(await accept('Replace'));
    expect(await result).toEqual(loaded);
    expect(parts.transfers.loads[0].overwrite).toBe(true);
  });

  it('names author and digest of code that somebody else saved', async () => {
    const parts = setUp();
    const churn = example();
    const [latest] = churn.items;
    const creator = { username: 'mallory', name: 'Mallory' };
    parts.registry.models.set('churn', {
      ...churn,
      items: [{ ...latest, risk: 'code', creator }]
    });
    const code = { module: '__main__', name: 'Net', source: 'class Net: pass' };
    parts.registry.code.code = [
      { kind: 'class', ...code },
      { kind: 'function', module: 'tools', name: 'f', source: null }
    ];
    let fail: (reason: Error) => void = () => undefined;
    jest.spyOn(parts.registry, 'sources').mockReturnValueOnce(
      new Promise((_, reject) => {
        fail = reject;
      })
    );
    const result = askLoad({ ...parts, name: 'churn', part: 'weights' });
    const tick = await screen.findByLabelText<HTMLInputElement>(
      'I trust Mallory and this file'
    );
    screen.getByText(/^The weights of this version cannot be loaded alone/);
    screen.getByText(latest.sha256);
    screen.getByText(/Mallory \(mallory\) saved this version/);
    await screen.findByText('Fetching its code …');
    expect(tick.disabled).toBe(true);
    fail(new Error('The server is away.'));
    await screen.findByText(/^Its code could not be fetched.*is away/);
    expect(tick.disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('class Net: pass');
    screen.getByText(/f of tools: its text is not known/);
    expect(
      screen.getByRole<HTMLButtonElement>('button', { name: 'Load' }).disabled
    ).toBe(true);
    await userEvent.click(tick);
    await accept('Load');
    await userEvent.keyboard('{Escape}');
    expect(await result).toBeNull();
  });
});

describe('The load dialog, before loading', () => {
  it('tells the memory, and warns when it is too little', async () => {
    const parts = setUp();
    const memory = { needed: 3e9, free: 2e9 };
    parts.transfers.target_ = { ok: true, variable: '', taken: null, memory };
    const result = askLoad({ ...parts, name: 'churn' });
    await screen.findByText('At least 3.0 GB; 2.0 GB are free for the kernel');
    screen.getByText(/it would most likely die/);
    await userEvent.keyboard('{Escape}');
    expect(await result).toBeNull();
  });

  it('loads weights alone, without code and without asking for trust', async () => {
    const parts = setUp();
    const churn = example();
    const [latest] = churn.items;
    const creator = { username: 'mallory', name: 'Mallory' };
    const encoding = 'torch-safetensors';
    parts.registry.models.set('churn', {
      ...churn,
      items: [{ ...latest, risk: 'code', creator, encoding }]
    });
    const result = askLoad({ ...parts, name: 'churn' });
    await screen.findByLabelText('I trust Mallory and this file');
    fireEvent.change(screen.getByLabelText('Part to load'), {
      target: { value: 'weights' }
    });
    await waitFor(() => expect(screen.queryByLabelText(/^I trust/)).toBeNull());
    const facts = screen.getByLabelText('What is loaded');
    expect(facts.textContent).toContain('OrderedDict');
    expect(facts.textContent).toContain('Data');
    const loaded = { name: 'churn', version: 2, variable: 'model', type: 'T' };
    parts.transfers.loaded = Promise.resolve(loaded);
    await userEvent.click(await accept('Load'));
    expect(await result).toEqual(loaded);
    expect(parts.transfers.loads[0]).toMatchObject({ part: 'weights' });
    expect(parts.transfers.loads[0].trust).toBeUndefined();
  });
});

describe('The choice of a model', () => {
  it('is made by typing and arrow keys', async () => {
    const { registry } = setUp();
    const picked = pickModel(registry, trans, 'Open model', 'Open');
    await accept('Open');
    const list = screen.getByRole('listbox');
    await waitFor(() =>
      expect(within(list).getAllByRole('option')).toHaveLength(2)
    );
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect((await picked)?.name).toBe('wine');
  });
});
