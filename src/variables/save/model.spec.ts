import { nullTranslator } from '@jupyterlab/translation';
import { KernelError } from '../../kernel/error';
import { RegistryError } from '../../server/error';
import {
  checked,
  FakeRegistry,
  FakeTransfers,
  KERNEL,
  model as example,
  transfer,
  variable
} from '../../testing/fakes';
import { FakeVariables } from '../../testing/variables';
import { until } from '../../testing/wait';
import type { KernelCheck } from '../../contract/schemas';
import { SaveForm } from './model';

const trans = nullTranslator.load('');

function setUp(
  options: Partial<SaveForm.IOptions> = { variable: 'tumours' },
  answer: KernelCheck | Error = checked()
) {
  const registry = new FakeRegistry();
  registry.models.set('churn', example());
  const variables = new FakeVariables();
  variables.variables = [variable('tumours'), variable('wine')];
  const transfers = new FakeTransfers();
  transfers.answer = answer;
  const model = new SaveForm({
    registry,
    variables,
    transfers,
    trans,
    ...options
  });
  return { registry, variables, transfers, model };
}

describe('SaveForm', () => {
  it('proposes the name of the variable and needs the agent’s answer', async () => {
    const { model } = setUp();
    expect(model.name).toBe('tumours');
    expect(model.canSubmit).toBe(false);
    await until(() => model.canSubmit);
    expect(model.choice?.encoding).toBe('catboost-cbm');
    expect(model.submitLabel).toBe('Save');
  });

  it('queues a save behind the running cell without the agent’s answer', async () => {
    const parts = setUp();
    const { model, transfers, variables } = parts;
    variables.kernel = { id: 'k', status: 'busy' } as never;
    transfers.check = () => new Promise(() => undefined);
    model.variable = 'wine';
    expect(model.canSubmit).toBe(true);
    void model.submit();
    expect(transfers.saves).toMatchObject([
      { variable: 'wine', name: 'wine', id: variable('wine').id }
    ]);
    expect(transfers.saves[0].encoding).toBeUndefined();
    variables.kernel = { id: 'k', status: 'idle' } as never;
    expect(model.canSubmit).toBe(false);
  });

  it('lets the user pick among the models when no variable is given', async () => {
    const { model } = setUp({});
    expect(model.picksVariable).toBe(true);
    expect(model.choosable.map(({ name }) => name)).toEqual([
      'tumours',
      'wine'
    ]);
    expect(model.canSubmit).toBe(false);
    model.variable = 'wine';
    expect(model.name).toBe('wine');
    await until(() => model.canSubmit);
  });

  it('tells each broken rule while typing', async () => {
    const { model } = setUp();
    await until(() => model.canSubmit);
    model.name = '.a/b ';
    expect(model.nameProblems).toHaveLength(3);
    expect(model.canSubmit).toBe(false);
  });

  it('says that it will be one more version of a model that exists', async () => {
    const { model } = setUp();
    model.name = 'churn';
    await until(() => model.existing !== null);
    expect(model.submitLabel).toBe('Save version 3');
  });

  it('shows why the variable cannot be saved', async () => {
    const error = {
      code: 'not_fitted',
      message: 'It is not fitted.',
      hint: 'Call fit first.'
    };
    const { model } = setUp(undefined, checked({ ok: false, error }));
    await until(() => model.refusal !== null);
    expect(model.refusal).toMatchObject(error);
    expect(model.canSubmit).toBe(false);
  });

  it('asks before it saves what the name is bound to now', async () => {
    const { model } = setUp({ variable: 'tumours', id: 'old' });
    await until(() => model.check !== null);
    expect(model.rebound).toBe(true);
    expect(model.canSubmit).toBe(false);
    model.agreeToRebound();
    expect(model.canSubmit).toBe(true);
  });

  it('says that the debugger has moved on from a local variable', () => {
    const { model, variables } = setUp({});
    variables.kernel = { id: KERNEL, status: 'busy' } as never;
    const local = { ...variable('best'), format: null, frame: 7 };
    variables.show(local, variable('wine'));
    model.variable = 'best';
    expect(model.canSubmit).toBe(true);
    variables.show({ ...local, frame: 8 });
    expect(model.refusal?.message).toBe(
      'The debugger has moved on from where best was listed.'
    );
    expect(model.canSubmit).toBe(false);
    variables.kernel = { id: KERNEL, status: 'idle' } as never;
    variables.show(variable('wine'));
    expect(model.refusal?.hint).toContain('Stop at the breakpoint again');
    model.variable = 'wine';
    expect(model.refusal).toBeNull();
  });

  it('saves nothing that does not fit on the disk', async () => {
    const { model } = setUp(undefined, checked({ bytes: 1e15 }));
    await until(() => model.check !== null);
    expect(model.tooBig).toBe(true);
    expect(model.canSubmit).toBe(false);
  });

  it('hands over what was typed, and ends when the save has begun', async () => {
    const { transfers, model } = setUp();
    await until(() => model.canSubmit);
    model.name = 'churn 2';
    model.setField('description', ' Who leaves ');
    model.setField('tags', 'telecom, , telecom,nightly');
    model.keepsCell = false;
    let begin: (id: string) => void = () => undefined;
    transfers.begun = new Promise(resolve => {
      begin = resolve;
    });
    const ended = jest.fn();
    const submitted = model.submit().then(ended);
    expect(transfers.saves).toEqual([
      {
        bytes: 147_000,
        variable: 'tumours',
        name: 'churn 2',
        description: 'Who leaves',
        tags: ['telecom', 'nightly'],
        encoding: 'catboost-cbm',
        format: 'cbm',
        id: '1',
        keepCell: false,
        kernel: undefined
      }
    ]);
    const { id } = transfer();
    // A save of the same variable may have begun in another tab.
    transfers.move(transfer({ model: 'churn 2', variable: 'tumours' }));
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(ended).not.toHaveBeenCalled();
    begin(id);
    await submitted;
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ id }));
  });

  it('stays open and tells of the name beside the name', async () => {
    const { transfers, model } = setUp();
    await until(() => model.canSubmit);
    transfers.begun = Promise.reject(
      new RegistryError(
        { code: 'invalid_name', message: 'No.', hint: 'Else.', field: 'model' },
        422
      )
    );
    expect(await model.submit()).toBeNull();
    expect(model.nameProblems).toEqual(['No. Else.']);
    expect(model.problem).toBeNull();
    model.name = 'better';
    expect(model.nameProblems).toEqual([]);
  });

  it('looks again when the variable was bound anew under its hands', async () => {
    const { transfers, model } = setUp({ variable: 'tumours', id: '1' });
    await until(() => model.canSubmit);
    transfers.answer = checked({ id: '2' });
    transfers.begun = Promise.reject(
      new KernelError({ code: 'rebound', message: 'Bound anew.' })
    );
    expect(await model.submit()).toBeNull();
    expect(model.rebound).toBe(true);
  });

  it('shows what else went wrong inside the dialog', async () => {
    const { transfers, model } = setUp();
    await until(() => model.canSubmit);
    transfers.begun = Promise.reject(
      new RegistryError({ code: 'disk_full', message: 'Full.' }, 507)
    );
    expect(await model.submit()).toBeNull();
    expect(model.problem?.message).toBe('Full.');
  });
});
