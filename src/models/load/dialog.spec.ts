import { nullTranslator } from '@jupyterlab/translation';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeRegistry,
  FakeTransfers,
  head,
  model as example,
  variable
} from '../../testing/fakes';
import { accept } from '../../testing/dialogs';
import { FakeVariables } from '../../testing/variables';
import { askLoad } from '../dialogs';

const trans = nullTranslator.load('');

function setUp() {
  const registry = new FakeRegistry();
  registry.models.set('churn', example());
  registry.heads = [head('churn'), head('wine')];
  const variables = new FakeVariables();
  variables.variables = [variable('tumours')];
  const transfers = new FakeTransfers();
  return { registry, variables, transfers, trans };
}

describe('The load dialog', () => {
  it('replaces a taken name only when ticked', async () => {
    const parts = setUp();
    parts.transfers.target_ = { ok: true, variable: '', taken: 'builtins.int' };
    const result = askLoad({ ...parts, name: 'churn' });
    const tick = await screen.findByLabelText('Overwrite');
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
    await screen.findByText('Fetching its code…');
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
  it('says what a program can do, and when its risk changed', async () => {
    const parts = setUp();
    const churn = example();
    const [latest] = churn.items;
    const creator = { username: 'mallory', name: 'Mallory' };
    const judged = {
      rules: 2,
      time: '2026-03-04T12:00:00.000Z',
      reason: null,
      before: 'parser' as const
    };
    parts.registry.models.set('churn', {
      ...churn,
      items: [{ ...latest, risk: 'program', creator, judged }]
    });
    const result = askLoad({ ...parts, name: 'churn' });
    await screen.findByText(/Loading it runs a program in the file/);
    const facts = screen.getByLabelText('What is loaded').textContent;
    expect(facts).toContain('It can read and write your files');
    expect(facts).toMatch(
      /Judged again on March 4, 2026.* by newer rules: Parser → Program\./
    );
    await userEvent.keyboard('{Escape}');
    expect(await result).toBeNull();
  });

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
    const files = [
      { path: 'weights.safetensors', bytes: 9, sha256: 'a'.repeat(64) }
    ];
    parts.registry.models.set('churn', {
      ...churn,
      items: [{ ...latest, risk: 'code', creator, files }]
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
