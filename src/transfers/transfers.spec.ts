import { nullTranslator } from '@jupyterlab/translation';
import { KernelError } from '../kernel/error';
import { KernelFinder } from '../kernel/session/finder';
import { SOURCE } from '../testing/kernel';
import { TransferRig } from '../testing/transferRig';
import { sleep, until } from '../testing/wait';
import { TransfersClient } from './client';
import type { ISaved } from './token';

describe('ModelTransfers', () => {
  let rig: TransferRig;

  beforeEach(async () => {
    rig = await TransferRig.make();
  });

  afterEach(() => rig.dispose());

  describe('save', () => {
    const options = { variable: 'model', name: 'churn' };

    it('gets a ticket, has it written and waits for the server', async () => {
      const saved = await rig.save({
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
      expect(rig.server.got('POST', '/transfers')[0].body).toEqual({
        kind: 'save',
        model: 'churn',
        variable: 'model',
        kernel: { id: 'k1' },
        notebook: 'work/churn.ipynb',
        description: 'Who leaves',
        tags: ['telecom']
      });
      expect(rig.requests).toEqual([
        {
          op: 'save',
          variable: 'model',
          cell: true,
          digest: SOURCE.digest,
          ticket: expect.objectContaining({ transfer: rig.there.all[0].id })
        }
      ]);
      expect(rig.states()).toEqual(['done']);
    });

    it('gives the id of the transfer as soon as the server has created it', async () => {
      rig.kernel.instead.push('never');
      const { id, done } = await rig.transfers.save(options);
      expect(rig.transfers.current).toMatchObject([{ id, state: 'waiting' }]);
      rig.there.end(id, 'done');
      expect((await done).version).toBe(2);
    });

    it('asks for the cell as the settings or the user say', async () => {
      rig.transfers.keepsCell = false;
      await rig.save(options);
      await rig.save({ ...options, keepCell: true });
      const cells = rig.requests.map(
        request => Object(request).cell as boolean
      );
      expect(cells).toEqual([false, true]);
    });

    it('says nothing of what was not given', async () => {
      await rig.save(options);
      const body = rig.server.got('POST', '/transfers')[0].body as object;
      expect(Object.keys(body)).not.toContain('description');
      expect(Object.keys(body)).not.toContain('tags');
    });

    it('hands over what was found out and chosen before', async () => {
      const found = { format: 'skops', encoding: 'pickle' };
      await rig.save({ ...options, ...found, id: '7f', bytes: 1000 });
      expect(rig.requests[0]).toMatchObject({ ...found, op: 'save', id: '7f' });
      const { body } = rig.server.got('POST', '/transfers')[0];
      expect(body).toMatchObject({ ...found, bytes: 1000 });
      expect(body).not.toHaveProperty('id');
    });

    it('tells why the variable cannot be saved', async () => {
      const error = {
        code: 'not_fitted',
        message: 'Not fitted.',
        hint: 'Fit.'
      };
      rig.carryOut = () => ({ ok: false, error });
      await expect(rig.save(options)).rejects.toMatchObject(error);
      expect(rig.there.all[0]).toMatchObject({ state: 'failed', error });
    });

    it('tells why the server refuses', async () => {
      const error = {
        code: 'invalid_name',
        message: 'The name must not begin with a dot.',
        field: 'name'
      };
      rig.server.on('POST', '/transfers', error, 422);
      await expect(rig.save(options)).rejects.toMatchObject(error);
      expect(rig.requests).toEqual([]);
    });

    it('tells the server when the agent fails', async () => {
      const error = { code: 'disk_full', message: 'No space is left.' };
      rig.carryOut = () => ({ ok: false, error });
      await expect(rig.save(options)).rejects.toMatchObject(error);
      expect(rig.there.all[0]).toMatchObject({ state: 'failed', error });
      expect(rig.states()).toEqual(['failed']);
    });

    it('tells the server when the kernel goes away', async () => {
      const saving = beginEndlessSave();
      await until(() => rig.kernel.sent.length === 1);
      rig.kernel.restart();
      await expect(saving).rejects.toMatchObject({
        code: 'kernel_gone'
      });
      expect(rig.there.all[0]).toMatchObject({
        state: 'failed',
        error: { code: 'kernel_gone' }
      });
    });

    it('goes on when only its notebook is closed', async () => {
      const saving = beginEndlessSave();
      await until(() => rig.kernel.sent.length === 1);
      rig.kernel.dispose();
      await sleep(50);
      expect(rig.states()).toEqual(['waiting']);
      rig.there.end(rig.there.all[0].id, 'done');
      expect((await saving).version).toBe(2);
    });

    it('is not lost when it begins while the server makes its list', async () => {
      const list = jest.spyOn(TransfersClient.prototype, 'list');
      let answer: () => void = () => undefined;
      list.mockImplementationOnce(() => {
        const before = rig.there.all.slice();
        return new Promise(resolve => (answer = () => resolve(before)));
      });
      void beginEndlessSave();
      await until(() => list.mock.calls.length > 0);
      const saving = beginEndlessSave();
      await until(() => rig.transfers.current.length === 2);
      answer();
      await sleep(50);
      expect(rig.states()).toEqual(['waiting', 'waiting']);
      await Promise.all(
        rig.there.all.map(({ id }) => rig.transfers.cancel(id))
      );
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
      list.mockRestore();
    });

    it('tells the server when a cell before it failed, and is retried as it was', async () => {
      rig.kernel.instead.push('aborted');
      const wish = { ...options, description: 'Who leaves', encoding: 'skops' };
      await expect(rig.save(wish)).rejects.toMatchObject({
        code: 'aborted'
      });
      expect(rig.there.all[0].error?.code).toBe('aborted');
      expect(rig.requests).toEqual([]);
      const { id } = rig.there.all[0];
      jest
        .spyOn(TransfersClient.prototype, 'begin')
        .mockRejectedValueOnce(new Error('The network is down.'));
      await expect(rig.transfers.retry(id)).rejects.toThrow('network');
      const { done } = await rig.transfers.retry(id);
      expect(await done).toMatchObject({ name: 'churn', version: 2 });
      expect(rig.server.got('POST', '/transfers')[1].body).toMatchObject({
        description: 'Who leaves',
        encoding: 'skops'
      });
      expect(rig.states()).toEqual(['done']);
    });

    it('is repeated by no page that did not begin it', async () => {
      const { id } = rig.there.add({ state: 'running' });
      rig.there.end(id, 'failed', {
        code: 'aborted',
        message: 'A cell failed.'
      });
      await until(() => rig.states().join() === 'failed');
      expect(rig.transfers.optionsOf(id)).toBeNull();
      await expect(rig.transfers.retry(id)).rejects.toMatchObject({
        code: 'not_asked_here',
        hint: 'Save or load it from its dialog.'
      });
      expect(rig.server.got('POST', '/transfers')).toEqual([]);
      await rig.save(options);
      expect(rig.transfers.optionsOf(rig.there.all[1].id)).toEqual(options);
    });

    it('has the debugger copy a local variable, and the agent take it from there', async () => {
      await rig.save({ ...options, frame: 7 });
      const [{ id }] = rig.there.all;
      const held = `_jupyterlab_models_local_${id}`;
      expect(rig.copyToGlobals.mock.calls).toEqual([['k1', 7, 'model', held]]);
      expect(rig.requests).toMatchObject([
        { op: 'save', variable: 'model', held }
      ]);
    });

    it('has nothing left of a local variable whose save was aborted or could not be copied', async () => {
      rig.kernel.instead.push('aborted');
      const wish = { ...options, frame: 7 };
      await expect(rig.save(wish)).rejects.toThrow('a cell before it');
      rig.copyToGlobals.mockRejectedValueOnce(
        new KernelError({ code: 'not_paused', message: 'It has moved on.' })
      );
      await expect(rig.save(wish)).rejects.toThrow('moved on');
      expect(rig.there.all.map(({ state }) => state)).toEqual([
        'failed',
        'failed'
      ]);
      await until(() => rig.requests.length === 2);
      expect(rig.requests.map(({ op }) => op)).toEqual(['release', 'release']);
      expect(rig.requests.map(({ held }) => held)).toEqual(
        rig.there.all.map(({ id }) => `_jupyterlab_models_local_${id}`)
      );
    });

    it('waits for the running cell, with one request that brings the agent along', async () => {
      const end = rig.kernel.beginCell();
      const saving = rig.save(options);
      await until(() => rig.kernel.sent.length === 1);
      expect(rig.states()).toEqual(['waiting']);
      end();
      expect((await saving).version).toBe(2);
      expect(rig.kernel.sent).toHaveLength(1);
    });

    it('is cancelled behind the running cell at once, and touches nothing there', async () => {
      const end = rig.kernel.beginCell();
      const saving = rig.save(options);
      saving.catch(() => undefined);
      await until(() => rig.kernel.sent.length === 1);
      await rig.transfers.cancel(rig.there.all[0].id);
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
      expect(rig.states()).toEqual(['cancelled']);
      expect(rig.kernel.status).toBe('busy');
      end();
      expect(rig.kernel.sent).toHaveLength(1);
    });

    it('does not wait for ever when the server does not hear of the end', async () => {
      rig.carryOut = () => ({ ok: true });
      await expect(rig.save(options)).rejects.toMatchObject({
        code: 'no_report'
      });
      expect(rig.there.all[0].state).toBe('failed');
    });

    it('believes the server more than the agent', async () => {
      const error = { code: 'changed', message: 'The bytes are others.' };
      rig.carryOut = request => {
        const { transfer } = request['ticket'] as { transfer: string };
        rig.there.end(transfer, 'failed', error);
        return { ok: true };
      };
      await expect(rig.save(options)).rejects.toMatchObject(error);
    });

    it('ends with the server although the kernel never answers', async () => {
      const saving = beginEndlessSave();
      await until(() => rig.there.all.length > 0);
      rig.there.end(rig.there.all[0].id, 'done');
      expect((await saving).version).toBe(2);
    });

    it('needs no events', async () => {
      rig.there.tells = false;
      expect((await rig.save(options)).version).toBe(2);
    });

    it('is cancelled', async () => {
      const saving = beginEndlessSave();
      await until(() => rig.transfers.current.length > 0);
      await rig.transfers.cancel(rig.transfers.current[0].id);
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
      expect(rig.states()).toEqual(['cancelled']);
      // The request in the kernel's queue is not waited for.
      expect(rig.server.got('PATCH', '/transfers/{transfer}')).toEqual([]);
    });

    it('is cancelled from another tab', async () => {
      const saving = beginEndlessSave();
      await until(() => rig.transfers.current.length > 0);
      rig.there.end(rig.there.all[0].id, 'cancelled');
      await expect(saving).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('fails when the server has forgotten it', async () => {
      const saving = beginEndlessSave();
      await until(() => rig.transfers.current.length > 0);
      rig.there.forget(rig.there.all[0].id);
      await expect(saving).rejects.toMatchObject({ code: 'lost' });
    });

    it('needs a kernel', async () => {
      await expect(
        rig.save({ ...options, kernel: undefined, variable: 'x' })
      ).resolves.toBeDefined();
      const none = new KernelFinder(
        { kernel: null, path: null },
        {} as never,
        nullTranslator.load('jupyterlab_models')
      );
      await expect(none.find()).rejects.toMatchObject({ code: 'no_kernel' });
    });

    /** A save whose agent does not come back. */
    function beginEndlessSave(): Promise<ISaved> {
      rig.kernel.instead.push('never');
      const saving = rig.save(options);
      saving.catch(() => undefined);
      return saving;
    }
  });
});
