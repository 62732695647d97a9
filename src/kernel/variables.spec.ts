import { Signal } from '@lumino/signaling';
import { VariablesRig } from '../testing/variablesRig';
import { sleep, until } from '../testing/wait';
import type { IServerState } from '../server/token';
import type { Breakpoint, IFrame } from './debugger/breakpoint';

describe('KernelVariables', () => {
  let rig: VariablesRig;

  beforeEach(() => {
    rig = new VariablesRig();
  });

  afterEach(() => rig.dispose());

  describe('shows', () => {
    it('names, classes and formats', async () => {
      rig.kernel.setVariables(
        ['model'],
        'catboost.core:CatBoostClassifier',
        'catboost:CatBoost'
      );
      await rig.show();
      expect(rig.variables.variables).toMatchObject([
        {
          name: 'model',
          type: 'catboost.core:CatBoostClassifier',
          id: `${rig.kernel.listing.boot}:1`,
          format: { format: 'cbm' }
        }
      ]);
      expect(rig.variables.path).toBe('work/churn.ipynb');
    });

    it('what a cell made, when it has ended', async () => {
      await rig.show();
      rig.kernel.setVariables(['x'], 'builtins:int');
      rig.kernel.runCell();
      await until(() => rig.names().length > 0);
    });

    it('nothing where nothing is open', () => {
      rig.tracker.currentWidget?.dispose();
      expect(rig.variables.status).toBe('no-kernel');
      expect(rig.variables.kernel).toBeNull();
      expect(rig.variables.path).toBeNull();
    });

    it('nothing of a notebook without kernel', () => {
      rig.session.setKernel(null);
      expect(rig.variables.status).toBe('no-kernel');
      rig.session.kernelDisplayStatus = 'initializing';
      rig.session.setKernel(null);
      expect(rig.variables.status).toBe('starting');
    });

    it('the language of a kernel that is not of Python', async () => {
      rig.kernel.spec = Promise.resolve({ language: 'Julia' });
      rig.variables.isActive = true;
      await until(() => rig.variables.status === 'unsupported');
      expect(rig.variables.detail).toBe('julia');
      expect(rig.kernel.sent).toEqual([]);
    });

    it('what is wrong with the server part, until it is there', async () => {
      rig.server.failure = new Error('The server part of Models is missing.');
      rig.variables.isActive = true;
      await until(() => rig.variables.status === 'error');
      expect(rig.variables.detail).toBe(
        'The server part of Models is missing.'
      );
      rig.server.failure = null;
      rig.server.stateChanged.emit({} as IServerState);
      await until(() => rig.variables.status === 'ready');
    });

    it('what is wrong with the probe, and does not try without end', async () => {
      rig.kernel.instead.push({ error: 'broken' });
      rig.variables.isActive = true;
      await until(() => rig.variables.status === 'error');
      await sleep(300);
      expect(rig.kernel.sent).toHaveLength(1);
      rig.kernel.runCell();
      await until(() => rig.variables.status === 'ready');
    });

    it.each([['dead'], ['restarting']] as const)(
      'nothing of a kernel that is %s',
      async status => {
        rig.kernel.setVariables(['x'], 'builtins:int');
        await rig.show();
        rig.kernel.setStatus(status);
        expect(rig.variables.status).toBe(
          status === 'dead' ? 'dead' : 'starting'
        );
        expect(rig.names()).toEqual([]);
      }
    );

    it.each([
      ['disconnected', 'disconnected'],
      ['connecting', 'starting']
    ] as const)(
      'that the connection is %s, until it is back',
      async (now, shown) => {
        await rig.show();
        rig.kernel.connectionStatus = now;
        rig.session.connectionStatusChanged.emit(now);
        expect(rig.variables.status).toBe(shown);
        rig.kernel.connectionStatus = 'connected';
        rig.session.connectionStatusChanged.emit('connected');
        await until(() => rig.variables.status === 'ready');
      }
    );
  });

  it('keeps the last list while there is no connection', async () => {
    rig.kernel.setVariables(['x'], 'builtins:int');
    await rig.show();
    rig.kernel.connectionStatus = 'connecting';
    rig.kernel.setStatus('unknown');
    rig.session.connectionStatusChanged.emit('connecting');
    expect(rig.variables.status).toBe('disconnected');
    expect(rig.names()).toEqual(['x']);
    // Meanwhile the server has started the kernel anew.
    rig.kernel.renew();
    rig.kernel.setVariables(['y'], 'builtins:int');
    rig.kernel.connectionStatus = 'connected';
    rig.kernel.setStatus('idle');
    rig.session.connectionStatusChanged.emit('connected');
    await until(() => rig.names().join() === 'y');
    expect(rig.sent()).toBe('shell shell');
  });

  it('follows again after a lost connection, although nobody knows the status', async () => {
    rig.kernel.setVariables(['x'], 'builtins:int');
    await rig.show();
    rig.kernel.connectionStatus = 'connecting';
    rig.kernel.setStatus('unknown');
    rig.session.connectionStatusChanged.emit('connecting');
    rig.kernel.setVariables(['y'], 'builtins:int');
    rig.kernel.connectionStatus = 'connected';
    rig.session.connectionStatusChanged.emit('connected');
    await until(() => rig.names().join() === 'y');
    expect(rig.variables.status).toBe('ready');
    expect(rig.kernel.status).toBe('unknown');
  });

  describe('at a breakpoint', () => {
    const frame: IFrame = {
      id: 7,
      name: 'train',
      globals: null,
      locals: [{ name: 'best', type: 'Ridge' }]
    };
    let now: IFrame | null;
    const breakpoint = {
      frameOf: () => now,
      forget: jest.fn(),
      changed: new Signal<object, void>({})
    };

    beforeEach(async () => {
      now = null;
      rig.make(breakpoint as unknown as Breakpoint);
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.variables.refresh();
      now = frame;
      rig.kernel.beginCell();
    });

    it('shows what the debugger shows, and nothing of it when it went on without us', async () => {
      await rig.variables.refresh();
      expect(rig.variables.status).toBe('paused');
      expect(rig.names()).toEqual(['best', 'x']);
      rig.kernel.connectionStatus = 'connecting';
      rig.session.connectionStatusChanged.emit('connecting');
      expect(rig.variables.status).toBe('disconnected');
      now = null;
      rig.kernel.debugs = false;
      rig.kernel.connectionStatus = 'connected';
      rig.session.connectionStatusChanged.emit('connected');
      await rig.variables.refresh();
      expect(rig.names()).toEqual(['x']);
    });

    it('forgets what was shown of a kernel that is restarted', () => {
      expect(breakpoint.forget).not.toHaveBeenCalled();
      rig.kernel.setStatus('restarting');
      expect(breakpoint.forget).toHaveBeenCalledWith(rig.kernel.connection.id);
    });

    it('forgets it too when the statuses tell nothing of the restart', () => {
      breakpoint.forget.mockClear();
      rig.kernel.end();
      expect(breakpoint.forget).toHaveBeenCalledWith(rig.kernel.connection.id);
    });

    it('says when the server does not tell its formats', async () => {
      const formats = jest.spyOn(rig.formats, 'load');
      formats.mockRejectedValueOnce(new Error('The server is away.'));
      await rig.variables.refresh();
      expect(rig.variables.status).toBe('error');
      expect(rig.variables.detail).toBe('The server is away.');
      await rig.variables.refresh();
      expect(rig.variables.status).toBe('paused');
    });
  });

  it('tells only what changed', async () => {
    rig.kernel.setVariables(['x'], 'builtins:int');
    await rig.show();
    let told = 0;
    rig.variables.changed.connect(() => told++);
    await rig.variables.refresh();
    expect(told).toBe(0);
    // The same name and class, another object.
    rig.kernel.setVariables(['x'], 'builtins:int');
    await rig.variables.refresh();
    expect(told).toBe(1);
  });

  it.each([
    [{}],
    [{ protocol: 1, boot: 'b', types: [], rows: [] }],
    [{ protocol: 2, boot: 'b', revision: 1, types: [], names: ['x'] }]
  ])('does not believe the listing %j', async listing => {
    rig.kernel.listing = listing as never;
    rig.variables.isActive = true;
    await until(() => rig.variables.status === 'error');
    expect(rig.names()).toEqual([]);
  });

  it('ends with dispose', async () => {
    await rig.show();
    rig.variables.dispose();
    const before = rig.kernel.sent.length;
    rig.kernel.runCell();
    rig.kernel.restart();
    await sleep(200);
    expect(rig.kernel.sent.length).toBe(before);
  });
});
