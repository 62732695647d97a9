import type { JSONObject } from '@lumino/coreutils';
import { CHECK, TransferRig } from '../testing/transferRig';
import { sleep, until } from '../testing/wait';

describe('ModelTransfers after a save', () => {
  let rig: TransferRig;

  beforeEach(async () => {
    rig = await TransferRig.make();
  });

  afterEach(() => rig.dispose());

  describe('load', () => {
    const options = { variable: 'model', name: 'churn' };

    it('takes the latest version and hands over the ticket', async () => {
      expect(await rig.load(options)).toEqual({
        name: 'churn',
        version: 2,
        variable: 'model',
        type: 'catboost.core.CatBoostClassifier'
      });
      expect(rig.server.got('POST', '/transfers')[0].body).toEqual({
        kind: 'load',
        model: 'churn',
        version: 2,
        variable: 'model',
        kernel: { id: 'k1' }
      });
      expect(rig.requests).toMatchObject([{ op: 'load', overwrite: false }]);
      expect(rig.loaded).toBe(1);
    });

    it('takes the version that was asked for, and may overwrite', async () => {
      await rig.load({ ...options, version: 1, overwrite: true });
      expect(rig.server.got('GET', '/models/{name}')).toEqual([]);
      expect(rig.requests).toMatchObject([{ overwrite: true }]);
    });

    it('asks for agreement before code of others runs', async () => {
      const confirm = {
        author: { username: 'eve', name: 'Eve' },
        sha256: 'a'.repeat(64),
        risk: 'code'
      };
      const error = { code: 'confirm_required', message: 'Code.', confirm };
      rig.server.onCall('POST', '/transfers', ({ body }) => ({
        status: (body as JSONObject)['trust'] ? 500 : 403,
        body: error
      }));
      await expect(rig.load(options)).rejects.toMatchObject({
        confirm
      });
      expect(rig.requests).toEqual([]);
      await expect(
        rig.load({ ...options, trust: confirm.sha256 })
      ).rejects.toMatchObject({ status: 500 });
    });

    it('leaves no trace when the name is taken', async () => {
      const error = { code: 'taken', message: '“model” is taken.' };
      rig.carryOut = () => ({ ok: false, error });
      await expect(rig.load(options)).rejects.toMatchObject(error);
      expect(rig.there.all[0].state).toBe('failed');
      expect(rig.loaded).toBe(0);
    });
  });

  describe('current', () => {
    it('has those that other tabs have begun, and that ran before a reload', async () => {
      rig.transfers.dispose();
      const running = rig.there.add({ state: 'running' });
      rig.there.add({ state: 'done' });
      rig.make();
      await until(() => rig.transfers.current.length > 0);
      expect(rig.transfers.current).toEqual([running]);
      const later = rig.there.add({ state: 'waiting' });
      rig.there.move(later.id, { state: 'running' });
      await until(() => rig.transfers.current.length === 2);
      expect(rig.transfers.current[0].id).toBe(later.id);
    });

    it('follows progress', async () => {
      const { id } = rig.there.add({ state: 'running', bytes: 0 });
      const seen: number[] = [];
      rig.transfers.changed.connect(() =>
        seen.push(rig.transfers.current[0].bytes)
      );
      for (const bytes of [10, 20]) {
        rig.there.move(id, { bytes });
        await until(() => seen.includes(bytes));
      }
    });

    it('does not go back for late news', async () => {
      const old = rig.there.add({ state: 'running' });
      rig.there.end(old.id, 'done');
      await until(() => rig.states().join() === 'done');
      rig.server.on('GET', '/transfers/{transfer}', old);
      rig.server.events.say('transfer', { transfer: old.id });
      await sleep(20);
      expect(rig.states()).toEqual(['done']);
    });

    it('keeps what failed until it is read', async () => {
      const { id } = rig.there.add({ state: 'running' });
      rig.transfers.dismiss(id);
      rig.there.end(id, 'failed', { code: 'expired', message: 'Too late.' });
      await until(() => rig.states().join() === 'failed');
      rig.transfers.dismiss(id);
      expect(rig.transfers.current).toEqual([]);
      rig.server.events.say('transfer', { transfer: id });
      await sleep(20);
      expect(rig.transfers.current).toEqual([]);
    });

    it('asks the server only while something is under way', async () => {
      const count = (): number => rig.server.got('GET', '/transfers').length;
      const before = count();
      await sleep(1200);
      expect(count()).toBe(before);
      const { id } = rig.there.add({ state: 'running' });
      rig.there.move(id, { bytes: 1 });
      await until(() => count() > before);
      rig.there.end(id, 'done');
      await until(() => rig.states().join() === 'done');
      const after = count();
      await sleep(1200);
      expect(count()).toBe(after);
    });

    it('loses those that ended after a while', async () => {
      jest.useFakeTimers({ doNotFake: ['performance', 'queueMicrotask'] });
      try {
        const { id } = rig.there.add({ state: 'running' });
        rig.there.end(id, 'done');
        await jest.advanceTimersByTimeAsync(100);
        expect(rig.states()).toEqual(['done']);
        await jest.advanceTimersByTimeAsync(15_000);
        expect(rig.states()).toEqual([]);
      } finally {
        jest.useRealTimers();
      }
    });
  });

  it('checks a variable and a target', async () => {
    expect(await rig.transfers.check('model')).toEqual(CHECK);
    const version = await rig.registry.getVersion('churn', 2);
    rig.kernel.agent = ({ op, variable }) => ({
      ok: true,
      variable,
      taken: op === 'target' ? 'builtins:int' : null
    });
    expect(await rig.transfers.target('x', version)).toMatchObject({
      taken: 'builtins:int'
    });
  });

  it('says when the server does not answer', async () => {
    rig.server.isDown = true;
    await expect(
      rig.save({ variable: 'model', name: 'churn' })
    ).rejects.toMatchObject({ code: 'unreachable' });
  });
});
