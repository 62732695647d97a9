import type { JupyterFrontEnd } from '@jupyterlab/application';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { fireEvent, screen } from '@testing-library/dom';
import { RegistryError } from '../server/error';
import { FakeRegistry, FakeTransfers, model, trashed } from '../testing/fakes';
import { FakeVariables } from '../testing/variables';
import { addCommands, PALETTE } from './add';
import type { ICommandContext } from './context';
import { CommandIds, PANEL_ID } from './ids';
import { rowAt } from '../panel/row';
import { Undo } from '../models/trash/undo';

function setUp() {
  const registry = new FakeRegistry();
  registry.models.set('churn', model());
  const variables = new FakeVariables();
  const transfers = new FakeTransfers();
  const undo = new Undo(registry);
  const commands = new CommandRegistry();
  const activated: string[] = [];
  const shell = {
    activateById: (id: string) => activated.push(id),
    widgets: (area: string) =>
      area === 'right' ? [{ id: PANEL_ID, isVisible: true }] : [],
    currentWidget: null
  };
  const context: ICommandContext = {
    app: { commands, shell } as unknown as JupyterFrontEnd,
    ...{ registry, variables, transfers, undo },
    trans: nullTranslator.load(''),
    row: { current: {} },
    confirmDelete: () => true
  };
  addCommands(context, { notebooks: null, consoles: null, editors: null });
  return { registry, variables, transfers, undo, commands, activated };
}

describe('The commands', () => {
  it('describe their arguments', async () => {
    const { commands } = setUp();
    const pages: string[] = [CommandIds.openModel, CommandIds.browse];
    for (const id of PALETTE.filter(each => !pages.includes(each))) {
      const { args } = await commands.describedBy(id);
      expect(args).toMatchObject({ type: 'object' });
    }
  });

  it('save at once with variable and name, and give the result', async () => {
    const { transfers, commands } = setUp();
    const saved = {
      name: 'churn',
      version: 3,
      format: 'cbm',
      bytes: 9,
      sha256: 'a'.repeat(64)
    };
    transfers.saved = Promise.resolve(saved);
    const args = {
      variable: 'tumours',
      name: 'churn',
      tags: ['telecom'],
      kernel: 'k'
    };
    expect(await commands.execute(CommandIds.save, args)).toEqual(saved);
    expect(transfers.saves[0]).toMatchObject(args);
  });

  it('load at once with name and variable', async () => {
    const { transfers, commands } = setUp();
    const args = { name: 'churn', variable: 'again', version: 2, trust: 'abc' };
    const loaded = { name: 'churn', version: 2, variable: 'again', type: 'T' };
    transfers.loaded = Promise.resolve(loaded);
    expect(await commands.execute(CommandIds.load, args)).toEqual(loaded);
    expect(transfers.loads[0]).toMatchObject({ ...args, overwrite: false });
  });

  it('ask in the dialog when a row wants it, whatever is known', async () => {
    const { transfers, commands } = setUp();
    const args = { name: 'churn', variable: 'again', version: 1, row: true };
    const loaded = commands.execute(CommandIds.load, args);
    const field = await screen.findByLabelText<HTMLInputElement>('Variable');
    expect(field.value).toBe('again');
    fireEvent.keyDown(field, { key: 'Escape', keyCode: 27 });
    expect(await loaded).toBeNull();
    expect(transfers.loads).toEqual([]);
  });

  it('throw what the registry says', async () => {
    const { transfers, commands } = setUp();
    const error = new RegistryError({ code: 'x', message: 'No room.' }, 507);
    transfers.begun = Promise.reject(error);
    await expect(
      commands.execute(CommandIds.save, { variable: 'a', name: 'b' })
    ).rejects.toThrow('No room.');
  });

  it('delete without asking when confirmed, and offer to undo it', async () => {
    const { registry, undo, commands } = setUp();
    const args = { name: 'churn', version: 2, confirmed: true };
    await commands.execute(CommandIds.delete, args);
    expect(registry.calls).toEqual(['delete(churn, 2)']);
    expect(undo.entry).toMatchObject({ name: 'churn', version: 2 });
    await undo.undo(undo.entry!);
    expect(registry.calls[1]).toMatch(/^restore\(/);
    expect(undo.entry).toBeNull();
  });

  it('take no version for the whole model that is none', async () => {
    const { registry, commands } = setUp();
    for (const version of [0, -1, 1.5, '2']) {
      await expect(
        commands.execute(CommandIds.delete, {
          ...{ name: 'churn', version, confirmed: true }
        })
      ).rejects.toThrow('no number of a version');
    }
    expect(registry.calls).toEqual([]);
  });

  it('undo the deletion that was meant, though another one came after it', async () => {
    const { registry, undo } = setUp();
    const [first, second] = [trashed({ id: 'a' }), trashed({ id: 'b' })];
    undo.offer(first);
    undo.offer(second);
    expect(await undo.undo(first)).toBeNull();
    expect(registry.calls).toEqual(['restore(a)']);
    expect(undo.entry).toBe(second);
    registry.failure = new Error('The name is taken.');
    expect((await undo.undo(first))?.message).toBe('The name is taken.');
    expect(undo.problem).toBeNull();
  });

  it('restore what was deleted last, regardless of case', async () => {
    const { registry, commands } = setUp();
    registry.entries = [
      trashed({ id: 'a', name: 'churn' }),
      trashed({ id: 'b', name: 'churn', version: 1 })
    ];
    await commands.execute(CommandIds.restore, { name: 'CHURN' });
    await commands.execute(CommandIds.restore, { name: 'churn', version: 1 });
    expect(registry.calls).toEqual(['restore(a)', 'restore(b)']);
    await expect(
      commands.execute(CommandIds.restore, { name: 'churn' })
    ).rejects.toThrow('There is no model named “churn” in the trash');
  });

  it('ask which deletion to undo', async () => {
    const { registry, commands } = setUp();
    registry.entries = [
      trashed({ id: 'a', name: 'churn' }),
      trashed({ id: 'b', name: 'wine', version: 1 })
    ];
    const done = commands.execute(CommandIds.restore);
    const field = await screen.findByLabelText('Deleted model or version');
    fireEvent.change(field, { target: { value: '1' } });
    fireEvent.click(screen.getByText('Restore'));
    await done;
    expect(registry.calls).toEqual(['restore(b)']);
  });

  it('say that there is no place for code', async () => {
    const { registry, commands } = setUp();
    await expect(
      commands.execute(CommandIds.insertLoadCode, { name: 'churn' })
    ).rejects.toThrow('no place for the code');
    expect(registry.calls).toEqual([
      'loadCode(churn, 2, {"variable":"model"})'
    ]);
  });

  it('are off without the right to write', () => {
    const { registry, commands } = setUp();
    expect(commands.isEnabled(CommandIds.delete)).toBe(true);
    registry.permissions = { read: true, write: false };
    for (const id of [CommandIds.save, CommandIds.delete, CommandIds.restore]) {
      expect(commands.isEnabled(id)).toBe(false);
    }
    expect(commands.isEnabled(CommandIds.load)).toBe(true);
  });

  it('show the panel, and ask server and kernel again', async () => {
    const { registry, activated, commands } = setUp();
    await commands.execute(CommandIds.open);
    await commands.execute(CommandIds.refresh);
    expect(activated).toEqual([PANEL_ID]);
    expect(registry.refreshes).toBe(1);
  });
});

describe('rowAt', () => {
  it('reads the row around a node', () => {
    document.body.innerHTML = `
      <div data-jp-models-name="churn" data-jp-models-version="2"><b></b></div>
      <div data-jp-models-variable="tumours"><i></i></div><u></u>`;
    expect(rowAt(document.querySelector('b'))).toEqual({
      name: 'churn',
      version: 2
    });
    expect(rowAt(document.querySelector('i'))).toEqual({ variable: 'tumours' });
    expect(rowAt(document.querySelector('u'))).toEqual({});
  });
});
