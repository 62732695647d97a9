import { CommandIds } from '../contract/commands';
import { transfer, value, variable } from '../testing/fakes';
import { variablesSection } from '../testing/variablesSection';

describe('VariablesModel', () => {
  it('lists models and counts what it hides', () => {
    const { variables, model } = variablesSection();
    variables.show(variable('tumours'), value('count'));
    expect(model.rows.map(row => row.variable.name)).toEqual(['tumours']);
    expect(model.hidden).toBe(1);
    expect(model.empty).toBeNull();
  });

  it('shows all with the reason when asked to', () => {
    const { variables, model } = variablesSection();
    variables.show(variable('tumours'), value('count'));
    model.showAll = true;
    expect(model.rows.map(row => [row.variable.name, row.reason])).toEqual([
      ['tumours', ''],
      ['count', 'This is data (Table of pyarrow), not a model.']
    ]);
  });

  it.each([
    ['no-kernel', 'No kernel'],
    ['starting', 'The kernel is starting'],
    ['unsupported', 'Not a Python kernel'],
    ['waiting', 'A cell is running'],
    ['disconnected', 'No connection to the kernel'],
    ['dead', 'The kernel has died'],
    ['error', 'The variables could not be read'],
    ['ready', 'No variables yet']
  ] as const)('says what %s means', (status, title) => {
    const { variables, model } = variablesSection();
    variables.status = status;
    variables.show();
    expect(model.empty?.title).toBe(title);
  });

  it.each([
    ['disconnected', 'No connection to the kernel', false],
    ['waiting', 'A cell is running', true],
    ['paused', 'Paused at a breakpoint', true]
  ] as const)(
    'keeps the last rows when it is %s, and says why',
    (status, title, canSave) => {
      const { variables, model } = variablesSection();
      variables.status = status;
      variables.show(variable('tumours'));
      expect(model.rows).toHaveLength(1);
      expect(model.empty).toBeNull();
      expect(model.notice?.title).toBe(title);
      expect(model.isOld).toBe(true);
      expect(model.canSave).toBe(canSave);
      variables.status = 'ready';
      variables.show(variable('tumours'));
      expect(model.notice).toBeNull();
      expect(model.isOld).toBe(false);
    }
  );

  it('shows the rows that the debugger tells as those of now', () => {
    const { variables, model } = variablesSection();
    variables.status = 'paused';
    variables.detail = 'train';
    variables.show(variable('tumours'));
    expect(model.notice?.text).toContain('In train');
    expect(model.isOld).toBe(false);
  });

  it.each(['aborted', 'not_fitted'])(
    'repeats what failed as %s as it was, not into the model of the last good save',
    code => {
      const { variables, transfers, executed, model } = variablesSection();
      variables.show(variable('model'));
      transfers.move(transfer({ state: 'done', version: 1 }));
      const failed = transfer({
        id: 'b'.repeat(32),
        model: 'churn-new',
        state: 'failed',
        error: { code, message: 'It did not work.' }
      });
      transfers.wishes.set(failed.id, { variable: 'model', name: 'churn-new' });
      transfers.move(failed);
      expect(model.rows[0].target?.name).toBe('churn');
      void model.retry(model.rows[0]);
      expect(transfers.calls).toEqual([`retry(${failed.id})`]);
      expect(transfers.saves).toEqual([{ variable: '', name: '' }]);
      expect(executed).toEqual([]);
    }
  );

  it.each(['rebound', 'not_paused'])(
    'asks anew with the name kept when it failed as %s',
    code => {
      const { variables, transfers, executed, model } = variablesSection();
      variables.show(variable('model'));
      const error = { code, message: 'It is another one.' };
      const failed = transfer({ state: 'failed', error });
      transfers.wishes.set(failed.id, { variable: 'model', name: 'churn' });
      transfers.move(failed);
      void model.retry(model.rows[0]);
      expect(transfers.calls).toEqual([]);
      expect(executed).toEqual([
        [CommandIds.save, { variable: 'model', name: 'churn', row: true }]
      ]);
    }
  );

  it('says that none of the variables is a model, and how many there are', () => {
    const { variables, model } = variablesSection();
    variables.show(value('a'), value('b'));
    expect(model.empty?.text).toContain('2 variables that are no models');
  });

  it('lets nobody save who may not write, or without the server part', () => {
    const { registry, variables, model } = variablesSection();
    variables.show(variable('model'));
    expect(model.canSave).toBe(true);
    registry.server.permissions = { read: true, write: false };
    expect(model.canSave).toBe(false);
    registry.server.permissions = { read: true, write: true };
    registry.server.set({ status: 'missing' });
    expect(model.canSave).toBe(false);
  });
});
