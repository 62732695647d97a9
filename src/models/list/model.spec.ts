import { nullTranslator } from '@jupyterlab/translation';
import { screen } from '@testing-library/dom';
import { CommandIds } from '../../contract/commands';
import {
  fakeCommands,
  FakeRegistry,
  FakeTransfers,
  head,
  transfer
} from '../../testing/fakes';
import { FakeFormats } from '../../testing/formats';
import { until } from '../../testing/wait';
import type { IModelQuery } from '../../registry/token';
import type { ModelPage } from '../../contract/schemas';
import { ModelListModel } from './model';

const trans = nullTranslator.load('');

function setUp(count = 3) {
  const registry = new FakeRegistry();
  registry.heads = Array.from({ length: count }, (_, i) => head(`model ${i}`));
  const transfers = new FakeTransfers();
  const { commands, executed } = fakeCommands(
    CommandIds.openModel,
    CommandIds.load
  );
  const formats = new FakeFormats();
  const model = new ModelListModel({
    registry,
    formats,
    transfers,
    commands,
    trans
  });
  return { registry, transfers, commands, executed, model };
}

describe('ModelListModel', () => {
  it('asks for the newest first', async () => {
    const { registry, model } = setUp();
    await until(() => model.isFresh);
    expect(registry.queries).toEqual([
      { q: undefined, sort: 'updated', order: 'desc', offset: 0, limit: 100 }
    ]);
    expect(model.total).toBe(3);
    expect(model.at(2)?.name).toBe('model 2');
  });

  it('fetches a page when its rows come into sight, each once', async () => {
    const { registry, model } = setUp(1000);
    await until(() => model.isFresh);
    model.show(540, 560);
    model.show(541, 561);
    expect(model.at(545)).toBeUndefined();
    await until(() => model.at(545) !== undefined);
    expect(model.at(545)?.name).toBe('model 545');
    model.show(550, 570);
    expect(registry.queries.map(({ offset }) => offset)).toEqual([0, 500]);
  });

  it('starts over when a page shows another revision', async () => {
    const { registry, model } = setUp(1000);
    await until(() => model.isFresh);
    registry.revision = 9;
    registry.heads = registry.heads.slice(1);
    model.show(150, 160);
    await until(() => model.total === 999);
    expect(model.at(150)?.name).toBe('model 151');
  });

  it('searches what was typed last', async () => {
    const { registry, model } = setUp(12);
    await until(() => model.isFresh);
    model.query = '1';
    model.query = '11';
    await until(() => model.total === 1);
    expect(model.at(0)?.name).toBe('model 11');
    expect(registry.queries.map(({ q }) => q)).toEqual([undefined, '11']);
  });

  it('drops the answer to an older question', async () => {
    const { registry, model } = setUp();
    await until(() => model.isFresh);
    const list = registry.list.bind(registry);
    const late: (() => void)[] = [];
    registry.list = async (query: IModelQuery): Promise<ModelPage> => {
      const answer = await list(query);
      if (query.sort === 'name') {
        await new Promise<void>(resolve => late.push(resolve));
        return { ...answer, items: [head('stale')], total: 1 };
      }
      return answer;
    };
    model.sortBy('name');
    await until(() => late.length === 1);
    model.sortBy('bytes');
    await until(() => model.isFresh);
    late[0]();
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(model.total).toBe(3);
  });

  it('turns the order round when sorted by the same key again', () => {
    const { model } = setUp();
    model.sortBy('name');
    expect([model.sort, model.order]).toEqual(['name', 'asc']);
    model.sortBy('name');
    expect(model.order).toBe('desc');
    model.sortBy('bytes');
    expect([model.sort, model.order]).toEqual(['bytes', 'desc']);
  });

  it('fetches again when the registry changes', async () => {
    const { registry, model } = setUp();
    await until(() => model.isFresh);
    registry.heads = [];
    registry.change();
    await until(() => model.total === 0);
  });

  it('tells why the list could not be fetched, and recovers', async () => {
    const { registry, model } = setUp();
    await until(() => model.isFresh);
    const { list } = registry;
    registry.list = () => Promise.reject(new Error('The disk is gone.'));
    await model.refresh();
    expect(model.problem?.message).toBe('The disk is gone.');
    registry.list = list;
    await model.refresh();
    expect(model.problem).toBeNull();
  });

  it('shows the loads of a model that move or failed', () => {
    const { transfers, model } = setUp();
    const load = transfer({ kind: 'load', version: 2 });
    transfers.move(load);
    expect(model.work.loadsOf('churn')).toHaveLength(1);
    expect(model.work.loadsOf('other')).toHaveLength(0);
    transfers.move({ ...load, state: 'failed' });
    expect(model.work.loadsOf('churn')).toHaveLength(1);
    transfers.move({ ...load, state: 'done' });
    expect(model.work.loadsOf('churn')).toHaveLength(0);
  });

  it('begins a failed load again as it was asked for, and only once', async () => {
    const { transfers, executed, model } = setUp();
    const failed = transfer({ kind: 'load', version: 2, state: 'failed' });
    transfers.wishes.set(failed.id, { name: 'churn', variable: 'model' });
    transfers.move(failed);
    void model.work.retry(failed);
    void model.work.retry(failed);
    expect(transfers.calls).toEqual([`retry(${failed.id})`]);
    expect(executed).toEqual([]);
  });

  it('asks how to load when another page knows what was asked for', async () => {
    const { transfers, commands, model } = setUp();
    const failed = transfer({ kind: 'load', version: 2, state: 'failed' });
    transfers.move(failed);
    const execute = jest.spyOn(commands, 'execute');
    execute.mockResolvedValueOnce(null);
    await model.work.retry(failed);
    const { name, ...args } = { name: 'churn', variable: 'model', version: 2 };
    expect(execute).toHaveBeenCalledWith(CommandIds.load, {
      name,
      ...args,
      kernel: failed.kernel.id,
      row: true
    });
    expect(transfers.calls).toEqual([]);
    execute.mockResolvedValueOnce({ name, ...args });
    await model.work.retry(failed);
    expect(transfers.calls).toEqual([`dismiss(${failed.id})`]);
  });

  it.each([
    ['open', (model: ModelListModel) => model.open('churn')],
    ['cancel', (model: ModelListModel) => model.work.cancel(transfer())],
    ['retry', (model: ModelListModel) => void model.work.retry(transfer())]
  ])('says why it could not %s', async (_, act) => {
    const { transfers, commands, model } = setUp();
    const failed = transfer({ state: 'failed' });
    transfers.wishes.set(failed.id, { name: 'churn', variable: 'model' });
    transfers.move(failed);
    const fail = () => Promise.reject(new Error('The server is gone.'));
    jest.spyOn(commands, 'execute').mockImplementation(fail);
    jest.spyOn(transfers, 'cancel').mockImplementation(fail);
    jest.spyOn(transfers, 'retry').mockImplementation(fail);
    act(model);
    await screen.findByText('The server is gone.');
    document.querySelector<HTMLElement>('.jp-Dialog-button')!.click();
    await until(() => document.querySelector('.jp-Dialog') === null);
  });

  it('asks for nothing after it was disposed', async () => {
    const { registry, model } = setUp();
    await until(() => model.isFresh);
    model.dispose();
    registry.change();
    expect(registry.queries).toHaveLength(1);
  });
});
