import { nullTranslator } from '@jupyterlab/translation';
import type { JSONObject } from '@lumino/coreutils';
import { KernelAgent } from '../kernel/agent';
import type { Breakpoint } from '../kernel/breakpoint';
import { KernelError } from '../kernel/error';
import { KernelFinder } from '../kernel/finder';
import { KernelLocals } from '../kernel/locals';
import { ModelRegistry } from '../registry/registry';
import { FakeKernel, SOURCE } from '../testing/kernel';
import { FakeServer } from '../testing/server';
import { FakeTransfers } from '../testing/transfers';
import { sleep, until } from '../testing/wait';
import type { ISaved } from '../tokens';
import { ModelTransfers } from './transfers';

const trans = nullTranslator.load('jupyterlab_models');

const CHOICE = {
  ...{ format: 'skops', risk: 'parser', restores: 'It' },
  ...{ lost: [], files: ['m'] }
};

const CHECK = {
  ok: true,
  variable: 'model',
  id: '7f',
  class: 'sklearn.pipeline.Pipeline',
  format: 'skops',
  choices: [
    { ...CHOICE, encoding: 'skops' },
    { ...CHOICE, encoding: 'pickle' }
  ],
  bytes: 1000
};

describe('ModelTransfers', () => {
  let server: FakeServer;
  let there: FakeTransfers;
  let kernel: FakeKernel;
  let registry: ModelRegistry;
  let transfers: ModelTransfers;
  let loaded: number;
  /** What the agent got. */
  let requests: JSONObject[];
  /** What it answers to a save or a load. */
  let carryOut: (request: JSONObject) => JSONObject;
  /** What the debugger does. */
  let copyToGlobals: jest.Mock;

  beforeEach(async () => {
    server = new FakeServer();
    server.on('GET', '/kernel-source', SOURCE);
    there = new FakeTransfers(server);
    kernel = new FakeKernel('k1');
    requests = [];
    loaded = 0;
    copyToGlobals = jest.fn(async () => undefined);
    carryOut = request => {
      const { transfer } = request['ticket'] as { transfer: string };
      there.end(transfer, 'done');
      return { ok: true };
    };
    kernel.agent = request => {
      requests.push(request);
      return request['op'] === 'check'
        ? CHECK
        : request['op'] === 'release'
          ? { ok: true }
          : carryOut(request);
    };
    const { settings: serverSettings, events } = server;
    registry = new ModelRegistry({ serverSettings, events, trans });
    make();
    registry.start();
    await registry.ready;
  });

  afterEach(() => {
    transfers.dispose();
    registry.dispose();
  });

  function make(): void {
    const variables = {
      kernel: kernel.connection,
      path: 'work/churn.ipynb'
    };
    const services = {} as never;
    const agent = new KernelAgent(() => registry.kernelSource(), trans);
    const breakpoint = { copyToGlobals } as unknown as Breakpoint;
    transfers = new ModelTransfers({
      registry,
      agent,
      locals: new KernelLocals(breakpoint, agent, trans),
      kernels: new KernelFinder(variables, services, trans),
      trans,
      onLoaded: () => loaded++,
      patience: 200
    });
  }

  function states(): string[] {
    return transfers.current.map(({ state }) => state);
  }

  describe('save', () => {
    const options = { variable: 'model', name: 'churn' };

    it('gets a ticket, has it written and waits for the server', async () => {
      const saved = await transfers.save({
        ...options,
        description: 'Who leaves',
        tags: ['telecom']
      });
      expect(saved).toEqual({
        name: 'churn',
        version: 2,
        format: 'cbm',
        bytes: 9,
        sha256: 'f'.repeat(64)
      });
      expect(server.got('POST', '/transfers')[0].body).toEqual({
        kind: 'save',
        model: 'churn',
        variable: 'model',
        kernel: { id: 'k1' },
        notebook: 'work/churn.ipynb',
        description: 'Who leaves',
        tags: ['telecom']
      });
      expect(requests).toEqual([
        {
          op: 'save',
          variable: 'model',
          cell: true,
          digest: SOURCE.digest,
          ticket: expect.objectContaining({ transfer: there.all[0].id })
        }
      ]);
      expect(states()).toEqual(['done']);
    });

    it('asks for the cell as the settings or the user say', async () => {
      transfers.keepsCell = false;
      await transfers.save(options);
      await transfers.save({ ...options, keepCell: true });
      const asked = requests.map(request => Object(request).cell as boolean);
      expect(asked).toEqual([false, true]);
    });

    it('says nothing of what was not given', async () => {
      await transfers.save(options);
      const body = server.got('POST', '/transfers')[0].body as object;
      expect(Object.keys(body)).not.toContain('description');
      expect(Object.keys(body)).not.toContain('tags');
    });

    it('hands over what was found out and chosen before', async () => {
      const found = { format: 'skops', encoding: 'pickle' };
      await transfers.save({ ...options, ...found, id: '7f', bytes: 1000 });
      expect(requests[0]).toMatchObject({ ...found, op: 'save', id: '7f' });
      const { body } = server.got('POST', '/transfers')[0];
      expect(body).toMatchObject({ ...found, bytes: 1000 });
      expect(body).not.toHaveProperty('id');
    });

    it('tells why the variable cannot be saved', async () => {
      const error = {
        code: 'not_fitted',
        message: 'Not fitted.',
        hint: 'Fit.'
      };
      carryOut = () => ({ ok: false, error });
      await expect(transfers.save(options)).rejects.toMatchObject(error);
      expect(there.all[0]).toMatchObject({ state: 'failed', error });
    });

    it('tells why the server refuses', async () => {
      const error = {
        code: 'invalid_name',
        message: 'The name must not begin with a dot.',
        field: 'name'
      };
      server.on('POST', '/transfers', error, 422);
      await expect(transfers.save(options)).rejects.toMatchObject(error);
      expect(requests).toEqual([]);
    });

    it('tells the server when the agent fails', async () => {
      const error = { code: 'disk_full', message: 'No space is left.' };
      carryOut = () => ({ ok: false, error });
      await expect(transfers.save(options)).rejects.toMatchObject(error);
      expect(there.all[0]).toMatchObject({ state: 'failed', error });
      expect(states()).toEqual(['failed']);
    });

    it('tells the server when the kernel goes away', async () => {
      const saving = beginEndlessSave();
      await until(() => kernel.sent.length === 1);
      kernel.restart();
      await expect(saving).rejects.toMatchObject({
        code: 'kernel_gone'
      });
      expect(there.all[0]).toMatchObject({
        state: 'failed',
        error: { code: 'kernel_gone' }
      });
    });

    it('goes on when only its notebook is closed', async () => {
      const saving = beginEndlessSave();
      await until(() => kernel.sent.length === 1);
      kernel.dispose();
      await sleep(50);
      expect(states()).toEqual(['waiting']);
      there.end(there.all[0].id, 'done');
      expect((await saving).version).toBe(2);
    });

    it('is not lost when it begins while the server makes its list', async () => {
      const list = jest.spyOn(registry, 'transfers');
      let answer: () => void = () => undefined;
      list.mockImplementationOnce(() => {
        const before = there.all.slice();
        return new Promise(resolve => (answer = () => resolve(before)));
      });
      void beginEndlessSave();
      await until(() => list.mock.calls.length > 0);
      const saving = beginEndlessSave();
      await until(() => transfers.current.length === 2);
      answer();
      await sleep(50);
      expect(states()).toEqual(['waiting', 'waiting']);
      await Promise.all(there.all.map(({ id }) => transfers.cancel(id)));
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('tells the server when a cell before it failed, and is retried as it was', async () => {
      kernel.instead.push('aborted');
      const wish = { ...options, description: 'Who leaves', encoding: 'skops' };
      await expect(transfers.save(wish)).rejects.toMatchObject({
        code: 'aborted'
      });
      expect(there.all[0].error?.code).toBe('aborted');
      expect(requests).toEqual([]);
      const { id } = there.all[0];
      jest
        .spyOn(registry, 'beginTransfer')
        .mockRejectedValueOnce(new Error('The network is down.'));
      await expect(transfers.retry(id)).rejects.toThrow('network');
      const again = await transfers.retry(id);
      expect(again).toMatchObject({ name: 'churn', version: 2 });
      expect(server.got('POST', '/transfers')[1].body).toMatchObject({
        description: 'Who leaves',
        encoding: 'skops'
      });
      expect(states()).toEqual(['done']);
    });

    it('has the debugger copy a local variable, and the agent take it from there', async () => {
      await transfers.save({ ...options, frame: 7 });
      const [{ id }] = there.all;
      const held = `_jupyterlab_models_local_${id}`;
      expect(copyToGlobals.mock.calls).toEqual([['k1', 7, 'model', held]]);
      expect(requests).toMatchObject([{ op: 'save', variable: 'model', held }]);
    });

    it('has nothing left of a local variable whose save was aborted or could not be copied', async () => {
      kernel.instead.push('aborted');
      const wish = { ...options, frame: 7 };
      await expect(transfers.save(wish)).rejects.toThrow('a cell before it');
      copyToGlobals.mockRejectedValueOnce(
        new KernelError({ code: 'not_paused', message: 'It has moved on.' })
      );
      await expect(transfers.save(wish)).rejects.toThrow('moved on');
      expect(there.all.map(({ state }) => state)).toEqual(['failed', 'failed']);
      await until(() => requests.length === 2);
      expect(requests.map(({ op }) => op)).toEqual(['release', 'release']);
      expect(requests.map(({ held }) => held)).toEqual(
        there.all.map(({ id }) => `_jupyterlab_models_local_${id}`)
      );
    });

    it('waits for the running cell, with one request that brings the agent along', async () => {
      const end = kernel.beginCell();
      const saving = transfers.save(options);
      await until(() => kernel.sent.length === 1);
      expect(states()).toEqual(['waiting']);
      end();
      expect((await saving).version).toBe(2);
      expect(kernel.sent).toHaveLength(1);
    });

    it('is cancelled behind the running cell at once, and touches nothing there', async () => {
      const end = kernel.beginCell();
      const saving = transfers.save(options);
      saving.catch(() => undefined);
      await until(() => kernel.sent.length === 1);
      await transfers.cancel(there.all[0].id);
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
      expect(states()).toEqual(['cancelled']);
      expect(kernel.status).toBe('busy');
      end();
      expect(kernel.sent).toHaveLength(1);
    });

    it('does not wait for ever when the server does not hear of the end', async () => {
      carryOut = () => ({ ok: true });
      await expect(transfers.save(options)).rejects.toMatchObject({
        code: 'no_report'
      });
      expect(there.all[0].state).toBe('failed');
    });

    it('believes the server more than the agent', async () => {
      const error = { code: 'changed', message: 'The bytes are others.' };
      carryOut = request => {
        const { transfer } = request['ticket'] as { transfer: string };
        there.end(transfer, 'failed', error);
        return { ok: true };
      };
      await expect(transfers.save(options)).rejects.toMatchObject(error);
    });

    it('ends with the server although the kernel never answers', async () => {
      const saving = beginEndlessSave();
      await until(() => there.all.length > 0);
      there.end(there.all[0].id, 'done');
      expect((await saving).version).toBe(2);
    });

    it('needs no events', async () => {
      there.tells = false;
      expect((await transfers.save(options)).version).toBe(2);
    });

    it('is cancelled', async () => {
      const saving = beginEndlessSave();
      await until(() => transfers.current.length > 0);
      await transfers.cancel(transfers.current[0].id);
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
      expect(states()).toEqual(['cancelled']);
      // The request in the kernel's queue is not waited for.
      expect(server.got('PATCH', '/transfers/{transfer}')).toEqual([]);
    });

    it('is cancelled from another tab', async () => {
      const saving = beginEndlessSave();
      await until(() => transfers.current.length > 0);
      there.end(there.all[0].id, 'cancelled');
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('fails when the server has forgotten it', async () => {
      const saving = beginEndlessSave();
      await until(() => transfers.current.length > 0);
      there.forget(there.all[0].id);
      await expect(saving).rejects.toMatchObject({ code: 'lost' });
    });

    it('needs a kernel', async () => {
      await expect(
        transfers.save({ ...options, kernel: undefined, variable: 'x' })
      ).resolves.toBeDefined();
      const none = new KernelFinder(
        { kernel: null, path: null },
        {} as never,
        trans
      );
      await expect(none.find()).rejects.toMatchObject({ code: 'no_kernel' });
    });

    /** A save whose agent does not come back. */
    function beginEndlessSave(): Promise<ISaved> {
      kernel.instead.push('never');
      const saving = transfers.save(options);
      saving.catch(() => undefined);
      return saving;
    }
  });

  describe('load', () => {
    const options = { variable: 'model', name: 'churn' };

    it('takes the latest version and hands over the ticket', async () => {
      expect(await transfers.load(options)).toEqual({
        name: 'churn',
        version: 2,
        variable: 'model',
        type: 'catboost.core.CatBoostClassifier'
      });
      expect(server.got('POST', '/transfers')[0].body).toEqual({
        kind: 'load',
        model: 'churn',
        version: 2,
        variable: 'model',
        kernel: { id: 'k1' }
      });
      expect(requests).toMatchObject([{ op: 'load', overwrite: false }]);
      expect(loaded).toBe(1);
    });

    it('takes the version that was asked for, and may overwrite', async () => {
      await transfers.load({ ...options, version: 1, overwrite: true });
      expect(server.got('GET', '/models/{name}')).toEqual([]);
      expect(requests).toMatchObject([{ overwrite: true }]);
    });

    it('asks for agreement before code of others runs', async () => {
      const confirm = {
        author: { username: 'eve', name: 'Eve' },
        sha256: 'a'.repeat(64),
        risk: 'code'
      };
      const error = { code: 'confirm_required', message: 'Code.', confirm };
      server.onCall('POST', '/transfers', ({ body }) => ({
        status: (body as JSONObject)['trust'] ? 500 : 403,
        body: error
      }));
      await expect(transfers.load(options)).rejects.toMatchObject({ confirm });
      expect(requests).toEqual([]);
      await expect(
        transfers.load({ ...options, trust: confirm.sha256 })
      ).rejects.toMatchObject({ status: 500 });
    });

    it('leaves no trace when the name is taken', async () => {
      const error = { code: 'taken', message: '“model” is taken.' };
      carryOut = () => ({ ok: false, error });
      await expect(transfers.load(options)).rejects.toMatchObject(error);
      expect(there.all[0].state).toBe('failed');
      expect(loaded).toBe(0);
    });
  });

  describe('current', () => {
    it('has those that other tabs have begun, and that ran before a reload', async () => {
      transfers.dispose();
      const running = there.add({ state: 'running' });
      there.add({ state: 'done' });
      make();
      await until(() => transfers.current.length > 0);
      expect(transfers.current).toEqual([running]);
      const later = there.add({ state: 'waiting' });
      there.move(later.id, { state: 'running' });
      await until(() => transfers.current.length === 2);
      expect(transfers.current[0].id).toBe(later.id);
    });

    it('follows progress', async () => {
      const { id } = there.add({ state: 'running', bytes: 0 });
      const seen: number[] = [];
      transfers.changed.connect(() => seen.push(transfers.current[0].bytes));
      for (const bytes of [10, 20]) {
        there.move(id, { bytes });
        await until(() => seen.includes(bytes));
      }
    });

    it('does not go back for late news', async () => {
      const old = there.add({ state: 'running' });
      there.end(old.id, 'done');
      await until(() => states().join() === 'done');
      server.on('GET', '/transfers/{transfer}', old);
      server.events.say('transfer', { transfer: old.id });
      await sleep(20);
      expect(states()).toEqual(['done']);
    });

    it('keeps what failed until it is read', async () => {
      const { id } = there.add({ state: 'running' });
      transfers.dismiss(id);
      there.end(id, 'failed', { code: 'expired', message: 'Too late.' });
      await until(() => states().join() === 'failed');
      transfers.dismiss(id);
      expect(transfers.current).toEqual([]);
      server.events.say('transfer', { transfer: id });
      await sleep(20);
      expect(transfers.current).toEqual([]);
    });

    it('asks the server only while something is under way', async () => {
      const asked = (): number => server.got('GET', '/transfers').length;
      const before = asked();
      await sleep(1200);
      expect(asked()).toBe(before);
      const { id } = there.add({ state: 'running' });
      there.move(id, { bytes: 1 });
      await until(() => asked() > before);
      there.end(id, 'done');
      await until(() => states().join() === 'done');
      const after = asked();
      await sleep(1200);
      expect(asked()).toBe(after);
    });

    it('loses those that ended after a while', async () => {
      jest.useFakeTimers({ doNotFake: ['performance', 'queueMicrotask'] });
      try {
        const { id } = there.add({ state: 'running' });
        there.end(id, 'done');
        await jest.advanceTimersByTimeAsync(100);
        expect(states()).toEqual(['done']);
        await jest.advanceTimersByTimeAsync(15_000);
        expect(states()).toEqual([]);
      } finally {
        jest.useRealTimers();
      }
    });
  });

  it('checks a variable and a target', async () => {
    expect(await transfers.check('model')).toEqual(CHECK);
    const version = await registry.getVersion('churn', 2);
    kernel.agent = ({ op, variable }) => ({
      ok: true,
      variable,
      taken: op === 'target' ? 'builtins:int' : null
    });
    expect(await transfers.target('x', version)).toMatchObject({
      taken: 'builtins:int'
    });
  });

  it('says when the server does not answer', async () => {
    server.isDown = true;
    await expect(
      transfers.save({ variable: 'model', name: 'churn' })
    ).rejects.toMatchObject({ code: 'unreachable' });
  });
});
