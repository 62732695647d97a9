import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { SaveHistory } from '../transfers/saveHistory';
import { CommandIds } from '../contract/commands';
import { KernelError } from '../kernel/error';
import {
  fakeCommands,
  FakeRegistry,
  FakeTransfers,
  transfer,
  value,
  variable
} from '../testing/fakes';
import { FakeVariables } from '../testing/variables';
import type { IVariable } from '../kernel/token';
import { addVariableCommands, VariableCommandIds } from './commands';

function setUp() {
  const registry = new FakeRegistry();
  const variables = new FakeVariables();
  const transfers = new FakeTransfers();
  const { commands, executed } = fakeCommands(CommandIds.save, CommandIds.load);
  const mouse = { on: null as IVariable | null };
  const saveHistory = new SaveHistory({ registry, variables, transfers });
  const app = { commands, shell: { widgets: () => [] } };
  addVariableCommands({
    app: app as unknown as JupyterFrontEnd,
    registry,
    saveHistory,
    trans: nullTranslator.load(''),
    pointed: () => mouse.on
  });
  const shown = () =>
    Object.values(VariableCommandIds)
      .filter(id => commands.isVisible(id))
      .map(id => commands.label(id));
  return { registry, variables, transfers, commands, executed, mouse, shown };
}

/** Point at a variable that was saved before as version 1 of `churn`. */
function setUpSaved() {
  const parts = setUp();
  const model = variable('model', '7');
  parts.variables.show(model);
  parts.transfers.move(transfer({ state: 'done', version: 1 }));
  parts.mouse.on = model;
  return parts;
}

describe('The menu on a variable', () => {
  it('is not there beside variables', () => {
    expect(setUp().shown()).toEqual([]);
  });

  it('offers to load into what is no model', () => {
    const { mouse, shown } = setUp();
    mouse.on = value('count');
    expect(shown()).toEqual(['Load a Model into This Name…']);
  });

  it('asks how to save, and what to load', async () => {
    const { mouse, commands, executed, shown } = setUp();
    mouse.on = variable('tumours');
    expect(shown()).toEqual(['Save as Model…', 'Load a Model into This Name…']);
    await commands.execute(VariableCommandIds.save);
    await commands.execute(VariableCommandIds.load);
    expect(executed).toEqual([
      [CommandIds.save, { variable: 'tumours' }],
      [CommandIds.load, { variable: 'tumours' }]
    ]);
  });

  it('saves one more version of what was saved, and says so', async () => {
    const { transfers, commands, shown } = setUpSaved();
    expect(shown()).toContain('Save version 2 of churn');
    transfers.saved = Promise.resolve({
      name: 'churn',
      version: 2,
      format: 'cbm',
      bytes: 9,
      sha256: 'a'.repeat(64)
    });
    const told = jest.spyOn(Notification, 'emit');
    const saving = commands.execute(VariableCommandIds.saveVersion);
    expect(commands.isEnabled(VariableCommandIds.saveVersion)).toBe(false);
    await saving;
    expect(commands.isEnabled(VariableCommandIds.saveVersion)).toBe(true);
    expect(transfers.saves).toEqual([
      { variable: 'model', name: 'churn', id: '7' }
    ]);
    expect(told.mock.calls[0][0]).toBe('Saved as version 2 of churn.');
    told.mockRestore();
  });

  it('says why one more version was not saved', async () => {
    const { transfers, commands } = setUpSaved();
    transfers.begun = Promise.reject(
      new KernelError({ code: 'rebound', message: 'It was bound anew.' })
    );
    const told = jest.spyOn(Notification, 'emit');
    await commands.execute(VariableCommandIds.saveVersion);
    expect(told.mock.calls[0].slice(0, 2)).toEqual([
      'It was bound anew.',
      'error'
    ]);
    told.mockRestore();
  });

  it('lets nobody save who may not write', () => {
    const { registry, commands } = setUpSaved();
    registry.server.permissions = { read: true, write: false };
    const { save, saveVersion, load } = VariableCommandIds;
    expect(commands.isEnabled(save)).toBe(false);
    expect(commands.isEnabled(saveVersion)).toBe(false);
    expect(commands.isEnabled(load)).toBe(true);
  });
});
