import { nullTranslator } from '@jupyterlab/translation';
import { RegistryError } from '../../server/error';
import {
  FakeRegistry,
  FakeTransfers,
  model as example,
  transfer
} from '../../testing/fakes';
import { FakeVariables } from '../../testing/variables';
import { until } from '../../testing/wait';
import type { KernelTarget, Version } from '../../contract/schemas';
import { LoadForm } from './model';

const trans = nullTranslator.load('');
const MALLORY = { username: 'mallory', name: 'Mallory' };

function setUp(
  options: Partial<LoadForm.IOptions> = {},
  change: Partial<Version> = {}
) {
  const registry = new FakeRegistry();
  const churn = example();
  const [latest] = churn.items;
  const items = [
    { ...latest, ...change },
    { ...latest, version: 1, variable: 'first' }
  ];
  registry.models.set('churn', { ...churn, items });
  const variables = new FakeVariables();
  const transfers = new FakeTransfers();
  const model = new LoadForm({
    registry,
    variables,
    transfers,
    trans,
    name: 'churn',
    ...options
  });
  return { registry, variables, transfers, model };
}

describe('LoadForm', () => {
  it('suggests the variable that the latest version was saved from', async () => {
    const { model } = setUp();
    await until(() => model.canSubmit);
    expect(model.version?.version).toBe(2);
    expect(model.variable).toBe('model');
    expect(model.submitLabel).toBe('Load');
  });

  it('makes a variable name out of the model’s when there is none', async () => {
    const { model } = setUp({}, { variable: null });
    await until(() => model.canSubmit);
    expect(model.variable).toBe('churn');
  });

  it('loads the chosen version and ends when the load has begun', async () => {
    const { transfers, model } = setUp({ version: 1 });
    await until(() => model.canSubmit);
    model.variable = 'again';
    await until(() => model.target?.variable === 'again');
    const submitted = model.submit();
    expect(transfers.loads).toEqual([
      {
        name: 'churn',
        version: 1,
        variable: 'again',
        overwrite: false,
        trust: undefined,
        kernel: undefined
      }
    ]);
    transfers.move(transfer({ kind: 'load', variable: 'again' }));
    expect(await submitted).not.toBeNull();
  });

  it.each(['2nd', 'my model', 'class', ''])(
    'refuses the name “%s”',
    async name => {
      const { model } = setUp();
      await until(() => model.canSubmit);
      model.variable = name;
      expect(model.variableProblem).not.toBeNull();
      expect(model.canSubmit).toBe(false);
    }
  );

  it('replaces only what the user ticked', async () => {
    const { transfers, model } = setUp();
    transfers.target_ = { ok: true, variable: '', taken: 'builtins.int' };
    await until(() => model.taken !== null);
    expect(model.canSubmit).toBe(false);
    expect(model.submitLabel).toBe('Replace');
    model.overwrite = true;
    expect(model.canSubmit).toBe(true);
    model.variable = 'other';
    expect(model.overwrite).toBe(false);
  });

  it.each(['program', 'code'] as const)(
    'asks for trust in a %s that somebody else saved, once for each version',
    async risk => {
      const { transfers, model } = setUp({}, { risk, creator: MALLORY });
      await until(() => model.target !== null);
      expect(model.confirm).toMatchObject({ author: MALLORY, risk });
      expect(model.canSubmit).toBe(false);
      model.trusted = true;
      expect(model.canSubmit).toBe(true);
      void model.submit();
      expect(transfers.loads[0].trust).toBe(model.version?.sha256);
      model.setVersion(1);
      expect(model.trusted).toBe(false);
    }
  );

  it.each(['program', 'code'] as const)(
    'does not ask for trust in a %s of one’s own',
    async risk => {
      const { model } = setUp({}, { risk });
      await until(() => model.canSubmit);
      expect(model.confirm).toBeNull();
    }
  );

  it.each(['data', 'parser'] as const)(
    'does not ask for trust in %s',
    async risk => {
      const { model } = setUp({}, { risk, creator: MALLORY });
      await until(() => model.canSubmit);
      expect(model.confirm).toBeNull();
    }
  );

  it('cannot get round the administrator', async () => {
    const { registry, model } = setUp({}, { risk: 'code', creator: MALLORY });
    await until(() => model.target !== null);
    const health = {
      ...registry.server.state.health!,
      allow_code_from_others: false
    };
    registry.server.set({ health });
    model.trusted = true;
    expect(model.forbidden).toBe(true);
    expect(model.canSubmit).toBe(false);
  });

  it('takes up a confirmation that only the server knew to be needed', async () => {
    const { transfers, model } = setUp();
    await until(() => model.canSubmit);
    const confirm = {
      author: MALLORY,
      sha256: 'a'.repeat(64),
      risk: 'code' as const
    };
    transfers.begun = Promise.reject(
      new RegistryError(
        { code: 'confirm_required', message: 'Agree.', confirm },
        409
      )
    );
    expect(await model.submit()).toBeNull();
    expect(model.confirm).toEqual(confirm);
    expect(model.risk).toBe('code');
    expect(model.canSubmit).toBe(false);
    await until(() => model.sources !== null);
  });

  it('lets nobody agree before the code is there, and forgets no failure to fetch it', async () => {
    const { registry, model } = setUp({}, { risk: 'code', creator: MALLORY });
    const sources = jest.spyOn(registry, 'sources');
    let fail: (reason: Error) => void = () => undefined;
    sources.mockReturnValueOnce(
      new Promise((_, reject) => {
        fail = reject;
      })
    );
    await until(() => model.target !== null);
    model.trusted = true;
    expect([model.canTrust, model.canSubmit]).toEqual([false, false]);
    fail(new Error('The server does not answer.'));
    await until(() => model.sourcesProblem !== null);
    model.variable = 'other';
    await until(() => model.target !== null);
    expect(model.sourcesProblem?.message).toBe('The server does not answer.');
    expect(model.problem).toBeNull();
    expect([model.canTrust, model.canSubmit]).toEqual([false, false]);
    await model.fetchSources();
    expect([model.canTrust, model.trusted]).toEqual([true, false]);
    model.trusted = true;
    expect(model.canSubmit).toBe(true);
  });

  it('does not wait for ever for code that is damaged', async () => {
    const { registry, model } = setUp({}, { risk: 'code', creator: MALLORY });
    const error = { code: 'damaged', message: 'It cannot be read.' };
    jest
      .spyOn(registry, 'sources')
      .mockRejectedValueOnce(new RegistryError(error, 409));
    await until(() => model.sourcesProblem !== null);
    expect(model.canTrust).toBe(true);
  });

  it('says that the weights of a version cannot be loaded alone', async () => {
    const files = [
      { path: 'weights.safetensors', bytes: 9, sha256: 'a'.repeat(64) }
    ];
    const { model } = setUp({ part: 'weights' }, { files });
    await until(() => model.canSubmit);
    expect([model.part, model.lacksParts]).toEqual(['weights', false]);
    model.setVersion(1);
    expect([model.part, model.lacksParts]).toEqual([null, true]);
  });

  it('ends when its own load has begun, not one of another tab', async () => {
    const { transfers, model } = setUp();
    await until(() => model.canSubmit);
    let begin: (id: string) => void = () => undefined;
    transfers.begun = new Promise(resolve => {
      begin = resolve;
    });
    const ended = jest.fn();
    const submitted = model.submit().then(ended);
    const { id } = transfer();
    transfers.move(transfer({ kind: 'load' }));
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(ended).not.toHaveBeenCalled();
    begin(id);
    await submitted;
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ id }));
  });

  it('stays shut where the kernel cannot load it', async () => {
    const { transfers, model } = setUp();
    const error = {
      code: 'library_missing',
      message: 'catboost is missing.',
      hint: '%pip install catboost'
    };
    transfers.target_ = { ok: false, variable: '', taken: null, error };
    await until(() => model.target !== null);
    expect(model.canSubmit).toBe(false);
  });

  it('says that there is no kernel', async () => {
    const { variables, model } = setUp();
    variables.status = 'no-kernel';
    variables.changed.emit();
    expect(model.noKernel).toContain('no kernel');
    expect(model.canSubmit).toBe(false);
  });

  it('says that the version is gone, and takes the latest', async () => {
    const { model } = setUp({ version: 7 });
    await until(() => model.canSubmit);
    expect(model.goneVersion).toBe(7);
    expect(model.version?.version).toBe(2);
    model.setVersion(1);
    expect(model.goneVersion).toBeNull();
  });

  it('drops a late answer about the name before', async () => {
    const { transfers, model } = setUp();
    await until(() => model.canSubmit);
    let answer: (target: KernelTarget) => void = () => undefined;
    jest.spyOn(transfers, 'target').mockImplementationOnce(
      () =>
        new Promise(resolve => {
          answer = resolve;
        })
    );
    model.setVersion(1);
    model.variable = 'other';
    answer({ ok: true, variable: 'model', taken: 'builtins.int' });
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(model.taken).toBeNull();
    await until(() => model.target?.variable === 'other');
  });

  it('names the document of the kernel that was asked for', () => {
    const { variables, model } = setUp({ kernel: 'other' });
    expect(model.destination).toBe('other');
    const choice = { id: 'other', kernel: 'Python 3', documents: ['b.ipynb'] };
    variables.choices = [choice];
    expect(model.destination).toBe('b.ipynb');
    variables.choices = [{ ...choice, documents: [] }];
    expect(model.destination).toBe('Python 3');
  });

  it('says that there is no such model', async () => {
    const { model } = setUp({ name: 'nothing' });
    await until(() => model.problem !== null);
    expect(model.problem?.message).toContain('nothing');
  });
});
