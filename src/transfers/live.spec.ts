import { PageConfig } from '@jupyterlab/coreutils';
import { ServiceManager } from '@jupyterlab/services';
import type { Kernel } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import { KernelAgent } from '../kernel/agent/agent';
import { KernelFinder } from '../kernel/session/finder';
import { KernelLocals } from '../kernel/debugger/locals';
import { KernelSource } from '../kernel/client';
import { ModelRegistry } from '../registry/client';
import { ModelsServer } from '../server/connection';
import { TransfersClient } from './client';
import { JupyterServer, nextRequest } from '../testing/jupyter';
import { until } from '../testing/wait';
import type { ILoaded, ILoadOptions, ISaved, ISaveOptions } from './token';
import { ModelTransfers } from './transfers';

const trans = nullTranslator.load('jupyterlab_models');

jest.setTimeout(300_000);

describe('transfers between a real kernel and a real server', () => {
  const server = new JupyterServer();
  let services: ServiceManager;
  let part: ModelsServer;
  let registry: ModelRegistry;
  let transfers: ModelTransfers;
  let kernel: Kernel.IKernelConnection;

  beforeAll(async () => {
    // The services tell of each connection.
    jest.spyOn(console, 'debug').mockImplementation();
    jest.spyOn(console, 'warn').mockImplementation();
    PageConfig.setOption('untracked_message_types', '["debug_request"]');
    await server.start();
    const serverSettings = server.settings;
    services = new ServiceManager({ serverSettings, standby: 'never' });
    await services.ready;
    const { events } = services;
    part = new ModelsServer({ serverSettings, events, trans });
    registry = new ModelRegistry(part);
    part.start();
    await part.ready;
    transfers = openPage();
    kernel = await startNotebook('train.ipynb');
    await run(
      kernel,
      'import numpy as np, sklearn.linear_model as m\n' +
        'x = m.LinearRegression().fit(np.eye(3), [1, 2, 3])\n' +
        'unfitted = m.LinearRegression()'
    );
  });

  afterAll(async () => {
    transfers?.dispose();
    registry?.dispose();
    part?.dispose();
    await services?.sessions.shutdownAll();
    services?.dispose();
    await server.stop();
  });

  /** What a page has after it was loaded. */
  function openPage(): ModelTransfers {
    const current = {
      get kernel() {
        return kernel ?? null;
      },
      path: 'train.ipynb'
    };
    const source = new KernelSource(part);
    const agent = new KernelAgent(() => source.load(), trans);
    return new ModelTransfers({
      registry,
      agent,
      locals: new KernelLocals(null, agent, trans),
      kernels: new KernelFinder(current, services, trans),
      trans,
      onLoaded: () => undefined
    });
  }

  async function save(options: ISaveOptions): Promise<ISaved> {
    return (await transfers.save(options)).done;
  }

  async function load(options: ILoadOptions): Promise<ILoaded> {
    return (await transfers.load(options)).done;
  }

  async function startNotebook(
    path: string
  ): Promise<Kernel.IKernelConnection> {
    const session = await services.sessions.startNew({
      path,
      name: path,
      type: 'notebook',
      kernel: { name: 'python3' }
    });
    const started = session.kernel as Kernel.IKernelConnection;
    await started.info;
    return started;
  }

  /** Run a cell; resolves with what it printed, or its error. */
  async function run(
    where: Kernel.IKernelConnection,
    code: string
  ): Promise<string> {
    const future = where.requestExecute({ code, stop_on_error: true });
    let said = '';
    future.onIOPub = ({ content }) => {
      const { text, evalue } = content as Record<string, unknown>;
      said += text ?? evalue ?? '';
    };
    await future.done;
    return said.trim();
  }

  it('is of one version on both sides', () => {
    expect(part.state).toMatchObject({ status: 'ready', message: '' });
    expect(part.permissions).toEqual({ read: true, write: true });
  });

  it('saves a variable, and loads it into a fresh kernel', async () => {
    const revisions: number[] = [];
    registry.changed.connect((_, revision) => revisions.push(revision));
    const saved = await save({
      variable: 'x',
      name: 'Line 1',
      tags: ['demo'],
      kernel: kernel.id
    });
    expect(saved).toMatchObject({
      name: 'Line 1',
      version: 1,
      format: 'skops'
    });
    await until(() => revisions.length > 0);

    const version = await registry.getVersion('Line 1', 1);
    expect(version).toMatchObject({
      class: 'sklearn.linear_model._base.LinearRegression',
      sha256: saved.sha256,
      notebook: 'train.ipynb',
      variable: 'x'
    });

    const fresh = await startNotebook('use.ipynb');
    const target = await transfers.target('line', version, fresh.id);
    expect(target).toMatchObject({ ok: true, taken: null });
    const loaded = await load({
      name: 'Line 1',
      variable: 'line',
      kernel: fresh.id
    });
    expect(loaded).toMatchObject({ version: 1, variable: 'line' });
    const look = 'print(type({0}).__name__, {0}.predict([[1, 2, 3]]).tolist())';
    expect(await run(fresh, look.replace(/\{0\}/g, 'line'))).toBe(
      await run(kernel, look.replace(/\{0\}/g, 'x'))
    );

    await expect(
      load({ name: 'Line 1', variable: 'line', kernel: fresh.id })
    ).rejects.toMatchObject({ code: 'taken' });
  });

  it('tells why an estimator that is not fitted cannot be saved', async () => {
    await expect(
      save({ variable: 'unfitted', name: 'no', kernel: kernel.id })
    ).rejects.toMatchObject({ message: expect.stringContaining('fit') });
  });

  it('does not save another object than the list showed', async () => {
    const options = { variable: 'x', name: 'other', kernel: kernel.id };
    await expect(save({ ...options, id: '123abc' })).rejects.toMatchObject({
      code: 'rebound'
    });
    const { id } = await transfers.check('x', kernel.id);
    expect(await save({ ...options, id })).toMatchObject({
      version: 1
    });
  });

  it('refuses what is no name', async () => {
    await expect(
      save({ variable: 'x', name: 'a/b', kernel: kernel.id })
    ).rejects.toMatchObject({ code: 'invalid_name', status: 422 });
  });

  /** Begin a save behind a cell that runs until it is let go; resolves when the server and the kernel know it. */
  async function saveBehind(code: string, name: string) {
    const { line, letGo } = server.hold();
    const cell = run(kernel, `${line}\n${code}`);
    await until(() => kernel.status === 'busy');
    const requested = nextRequest(kernel);
    const options = { variable: 'x', name, kernel: kernel.id };
    const { id, done: saving } = await transfers.save(options);
    saving.catch(() => undefined);
    await requested;
    return { cell, letGo, saving, id };
  }

  it('is cancelled while the cell before it runs; the cells go on', async () => {
    const { cell, letGo, saving, id } = await saveBehind('log = [2]', 'never');
    const queued = ['log.append(3)', 'log.append(4)'].map(code =>
      run(kernel, code)
    );
    await transfers.cancel(id);
    await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
    letGo();
    expect(await Promise.all([cell, ...queued])).toEqual(['', '', '']);
    expect(await run(kernel, 'print(log, x.coef_.shape)')).toBe(
      '[2, 3, 4] (3,)'
    );
    expect((await registry.list({ q: 'never' })).total).toBe(0);
  });

  it('is found again by a page that is loaded meanwhile, and ends well', async () => {
    const { letGo, saving, id } = await saveBehind('', 'queued');
    const page = openPage();
    const state = (): string | undefined =>
      page.current.find(one => one.id === id)?.state;
    await until(() => state() === 'waiting');
    letGo();
    expect(await saving).toMatchObject({ version: 1 });
    await until(() => state() === 'done');
    page.dispose();
  });

  it('tells that a cell before it failed, and is done at the second try', async () => {
    const { letGo, saving, id } = await saveBehind('1 / 0', 'again');
    letGo();
    await expect(saving).rejects.toMatchObject({ code: 'aborted' });
    expect(await new TransfersClient(part).get(id)).toMatchObject({
      state: 'failed',
      error: { code: 'aborted' }
    });
    const { done } = await transfers.retry(id);
    expect(await done).toMatchObject({
      name: 'again',
      version: 1
    });
  });

  it('does not load over a name that was bound while it waited', async () => {
    const { line, letGo } = server.hold();
    const cell = run(kernel, `${line}\nlate = "mine"`);
    await until(() => kernel.status === 'busy');
    const requested = nextRequest(kernel);
    const options = { name: 'Line 1', variable: 'late', kernel: kernel.id };
    const loading = load(options);
    loading.catch(() => undefined);
    await requested;
    letGo();
    await expect(loading).rejects.toMatchObject({ code: 'taken' });
    await cell;
    expect(await run(kernel, 'print(late)')).toBe('mine');
  });

  it('fails when the kernel is restarted, and leaves no version', async () => {
    const { cell, saving } = await saveBehind('', 'never');
    cell.catch(() => undefined);
    await kernel.restart();
    // Whichever of the page and the server has noticed it first.
    await expect(saving).rejects.toMatchObject({
      code: expect.stringMatching(/^kernel_(gone|restarted)$/)
    });
    const { items } = await registry.list({ q: 'never' });
    expect(items.map(({ versions }) => versions)).toEqual([0]);
  });
});
