import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { FakeKernel } from '../testing/kernel';
import { FakeRegistry } from '../testing/registry';
import { FakeServices, FakeSession, FakeTracker } from '../testing/session';
import { sleep, until } from '../testing/wait';
import type { IServerState } from '../tokens';
import type { Breakpoint, IFrame } from './breakpoint';
import { KernelChooser } from './chooser';
import { CurrentSession } from './current';
import type { KernelTracker } from './current';
import { KernelVariables } from './variables';

const trans = nullTranslator.load('jupyterlab_models');

describe('KernelVariables', () => {
  let kernel: FakeKernel;
  let session: FakeSession;
  let tracker: FakeTracker;
  let registry: FakeRegistry;
  let variables: KernelVariables;

  beforeEach(() => {
    kernel = new FakeKernel();
    session = new FakeSession(kernel);
    tracker = new FakeTracker();
    registry = new FakeRegistry();
    tracker.add(session);
    make();
  });

  afterEach(() => {
    variables.dispose();
  });

  function make(breakpoint?: Breakpoint): void {
    const trackers = [tracker] as unknown as KernelTracker[];
    const current = new CurrentSession(trackers, { currentWidget: null });
    const services = new FakeServices().manager;
    const chooser = new KernelChooser(current, services);
    const options = { chooser, registry, trans, breakpoint };
    variables = new KernelVariables(options);
  }

  function names(): string[] {
    return variables.variables.map(({ name }) => name);
  }

  /** Show the list and wait for the first look. */
  async function show(): Promise<void> {
    variables.isActive = true;
    await until(() => variables.status === 'ready');
  }

  /** Requests by channel, without those that only ask which process there is. */
  function sent(): string {
    return kernel.sent
      .filter(({ content }) => content['command'] !== 'debugInfo')
      .map(({ channel }) => channel)
      .join(' ');
  }

  describe('shows', () => {
    it('names, classes and formats', async () => {
      kernel.setVariables(
        ['model'],
        'catboost.core:CatBoostClassifier',
        'catboost:CatBoost'
      );
      await show();
      expect(variables.variables).toMatchObject([
        {
          name: 'model',
          type: 'catboost.core:CatBoostClassifier',
          id: `${kernel.listing.boot}:1`,
          format: { format: 'cbm' }
        }
      ]);
      expect(variables.path).toBe('work/churn.ipynb');
    });

    it('what a cell made, when it has ended', async () => {
      await show();
      kernel.setVariables(['x'], 'builtins:int');
      kernel.runCell();
      await until(() => names().length > 0);
    });

    it('nothing where nothing is open', () => {
      tracker.currentWidget?.dispose();
      expect(variables.status).toBe('no-kernel');
      expect(variables.kernel).toBeNull();
      expect(variables.path).toBeNull();
    });

    it('nothing of a notebook without kernel', () => {
      session.setKernel(null);
      expect(variables.status).toBe('no-kernel');
      session.kernelDisplayStatus = 'initializing';
      session.setKernel(null);
      expect(variables.status).toBe('starting');
    });

    it('the language of a kernel that is not of Python', async () => {
      kernel.spec = Promise.resolve({ language: 'Julia' });
      variables.isActive = true;
      await until(() => variables.status === 'unsupported');
      expect(variables.detail).toBe('julia');
      expect(kernel.sent).toEqual([]);
    });

    it('what is wrong with the server part, until it is there', async () => {
      registry.failure = new Error('The server part of Models is missing.');
      variables.isActive = true;
      await until(() => variables.status === 'error');
      expect(variables.detail).toBe('The server part of Models is missing.');
      registry.failure = null;
      registry.serverChanged.emit({} as IServerState);
      await until(() => variables.status === 'ready');
    });

    it('what is wrong with the probe, and does not try without end', async () => {
      kernel.instead.push({ error: 'broken' });
      variables.isActive = true;
      await until(() => variables.status === 'error');
      await sleep(300);
      expect(kernel.sent).toHaveLength(1);
      kernel.runCell();
      await until(() => variables.status === 'ready');
    });

    it.each([['dead'], ['restarting']] as const)(
      'nothing of a kernel that is %s',
      async status => {
        kernel.setVariables(['x'], 'builtins:int');
        await show();
        kernel.setStatus(status);
        expect(variables.status).toBe(status === 'dead' ? 'dead' : 'starting');
        expect(names()).toEqual([]);
      }
    );

    it.each([
      ['disconnected', 'disconnected'],
      ['connecting', 'starting']
    ] as const)(
      'that the connection is %s, until it is back',
      async (now, shown) => {
        await show();
        kernel.connectionStatus = now;
        session.connectionStatusChanged.emit(now);
        expect(variables.status).toBe(shown);
        kernel.connectionStatus = 'connected';
        session.connectionStatusChanged.emit('connected');
        await until(() => variables.status === 'ready');
      }
    );
  });

  it('keeps the last list while there is no connection', async () => {
    kernel.setVariables(['x'], 'builtins:int');
    await show();
    kernel.connectionStatus = 'connecting';
    kernel.setStatus('unknown');
    session.connectionStatusChanged.emit('connecting');
    expect(variables.status).toBe('disconnected');
    expect(names()).toEqual(['x']);
    // Meanwhile the server has started the kernel anew.
    kernel.renew();
    kernel.setVariables(['y'], 'builtins:int');
    kernel.connectionStatus = 'connected';
    kernel.setStatus('idle');
    session.connectionStatusChanged.emit('connected');
    await until(() => names().join() === 'y');
    expect(sent()).toBe('shell shell');
  });

  it('follows again after a lost connection, although nobody knows the status', async () => {
    kernel.setVariables(['x'], 'builtins:int');
    await show();
    kernel.connectionStatus = 'connecting';
    kernel.setStatus('unknown');
    session.connectionStatusChanged.emit('connecting');
    kernel.setVariables(['y'], 'builtins:int');
    kernel.connectionStatus = 'connected';
    session.connectionStatusChanged.emit('connected');
    await until(() => names().join() === 'y');
    expect(variables.status).toBe('ready');
    expect(kernel.status).toBe('unknown');
  });

  describe('at a breakpoint', () => {
    const frame: IFrame = {
      ...{ id: 7, name: 'train', globals: null },
      locals: [{ name: 'best', type: 'Ridge' }]
    };
    let now: IFrame | null;
    const breakpoint = {
      ...{ frameOf: () => now, forget: jest.fn() },
      changed: new Signal<object, void>({})
    };

    beforeEach(async () => {
      variables.dispose();
      now = null;
      make(breakpoint as unknown as Breakpoint);
      kernel.setVariables(['x'], 'builtins:int');
      await variables.refresh();
      now = frame;
      kernel.beginCell();
    });

    it('shows what the debugger shows, and nothing of it when it went on without us', async () => {
      await variables.refresh();
      expect(variables.status).toBe('paused');
      expect(names()).toEqual(['best', 'x']);
      kernel.connectionStatus = 'connecting';
      session.connectionStatusChanged.emit('connecting');
      expect(variables.status).toBe('disconnected');
      now = null;
      kernel.debugs = false;
      kernel.connectionStatus = 'connected';
      session.connectionStatusChanged.emit('connected');
      await variables.refresh();
      expect(names()).toEqual(['x']);
    });

    it('forgets what was shown of a kernel that is restarted', () => {
      expect(breakpoint.forget).not.toHaveBeenCalled();
      kernel.setStatus('restarting');
      expect(breakpoint.forget).toHaveBeenCalledWith(kernel.connection.id);
    });

    it('says when the server does not tell its formats', async () => {
      const formats = jest.spyOn(registry, 'formats');
      formats.mockRejectedValueOnce(new Error('The server is away.'));
      await variables.refresh();
      expect(variables.status).toBe('error');
      expect(variables.detail).toBe('The server is away.');
      await variables.refresh();
      expect(variables.status).toBe('paused');
    });
  });

  describe('looks', () => {
    it('once for cells that follow each other closely', async () => {
      await show();
      const before = kernel.sent.length;
      for (let i = 0; i < 20; i++) {
        kernel.runCell();
      }
      await until(() => kernel.sent.length > before);
      await sleep(300);
      expect(kernel.sent.length - before).toBe(1);
    });

    it('also while many short cells follow each other without a pause', async () => {
      await show();
      kernel.setVariables(['x'], 'builtins:int');
      const stop = performance.now() + 20_000;
      while (names().length === 0 && performance.now() < stop) {
        kernel.runCell();
        await sleep(20);
      }
      expect(names()).toEqual(['x']);
    });

    it('never at silent requests, its own ones included', async () => {
      await show();
      await sleep(400);
      expect(sent()).toBe('shell');
    });

    it('without end at no kernel that has no debugger', async () => {
      kernel.info = Promise.resolve({ supported_features: [] });
      await show();
      kernel.runCell();
      await until(() => kernel.sent.length > 1);
      await sleep(400);
      // One request put the probe in, one read it after the cell.
      expect(sent()).toBe('shell shell');
    });

    it('again after a restart, with the probe put in again', async () => {
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      kernel.restart();
      expect(names()).toEqual([]);
      await until(() => variables.status === 'ready');
      expect(sent()).toBe('shell shell');
    });

    it('at the other kernel when it is changed', async () => {
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      const other = new FakeKernel();
      other.setVariables(['y'], 'builtins:int');
      session.setKernel(other);
      expect(names()).toEqual([]);
      await until(() => names().join() === 'y');
    });

    it('at the notebook that becomes current, and back without a new probe', async () => {
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      const first = tracker.currentWidget;
      const other = new FakeKernel();
      other.setVariables(['y'], 'builtins:int');
      tracker.add(new FakeSession(other, 'other.ipynb'));
      await until(() => names().join() === 'y');
      expect(variables.path).toBe('other.ipynb');
      tracker.focus(first);
      // What was known is there at once, and looked at again.
      expect(names()).toEqual(['x']);
      await until(() => sent() === 'shell debug');
    });

    it('keeps the list between two notebooks of one kernel', async () => {
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      const lists: string[] = [];
      variables.changed.connect(() => lists.push(names().join()));
      tracker.add(new FakeSession(kernel, 'same.ipynb'));
      await sleep(200);
      expect(lists).toEqual(['x']);
      expect(variables.path).toBe('same.ipynb');
      expect(
        kernel.sent.filter(({ channel }) => channel === 'shell')
      ).toHaveLength(1);
    });

    it('at a busy kernel through the debugger, slowly', async () => {
      await show();
      kernel.beginCell();
      kernel.setVariables(['y'], 'builtins:int');
      await until(() => names().join() === 'y');
      expect(sent()).toBe('shell debug');
      expect(kernel.status).toBe('busy');
    });

    it('but not when the debugger is silent: what was known stays', async () => {
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      kernel.debugs = false;
      kernel.beginCell();
      await variables.refresh();
      const asked = kernel.sent.length;
      await variables.refresh();
      expect(names()).toEqual(['x']);
      // It is not asked again before the kernel was idle.
      expect(kernel.sent.length).toBe(asked);
      kernel.debugs = true;
      kernel.setStatus('idle');
      await variables.refresh();
      expect(sent()).toBe('shell debug debug');
    });

    it('again when the debugger has answered, however late', async () => {
      await show();
      kernel.debugs = false;
      kernel.beginCell();
      await variables.refresh();
      expect(names()).toEqual([]);
      kernel.setVariables(['x'], 'builtins:int');
      kernel.wakeDebugger();
      await until(() => names().join() === 'x');
      expect(kernel.status).toBe('busy');
    });

    it('keeps what was known while the debugger holds it at a breakpoint', async () => {
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      kernel.beginCell();
      kernel.pause();
      await variables.refresh();
      expect(variables.status).toBe('paused');
      expect(names()).toEqual(['x']);
      expect(sent()).toBe('shell');
      kernel.isPaused = false;
      kernel.setVariables(['x', 'y'], 'builtins:int');
      await variables.refresh();
      expect(variables.status).toBe('ready');
      expect(names()).toEqual(['x', 'y']);
    });

    it('at a kernel without debugger when the cell has ended, and says so', async () => {
      kernel.info = Promise.resolve({ supported_features: [] });
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      const end = kernel.beginCell();
      await variables.refresh();
      expect(variables.status).toBe('waiting');
      expect(names()).toEqual(['x']);
      end();
      await until(() => variables.status === 'ready');
      expect(sent()).toBe('shell shell');
    });

    it('at a busy kernel after the page was loaded anew', async () => {
      kernel.setVariables(['x'], 'builtins:int');
      await show();
      kernel.beginCell();
      variables.dispose();
      kernel.info = new Promise(() => undefined);
      kernel.spec = Promise.resolve({
        language: 'python',
        metadata: { debugger: true }
      });
      make();
      variables.isActive = true;
      await until(() => names().join() === 'x');
      expect(sent()).toBe('shell debug');
    });

    it('never through the debugger at a name that another page’s restart took away', async () => {
      await show();
      kernel.renew();
      kernel.setVariables(['fresh'], 'builtins:int');
      await sleep(350);
      await variables.refresh();
      expect(names()).toEqual(['fresh']);
      expect(sent()).toBe('shell shell');
    });

    it('later at a busy kernel without the probe, and never through the debugger', async () => {
      const end = kernel.beginCell();
      variables.isActive = true;
      await until(() => variables.status === 'waiting');
      expect(kernel.sent).toEqual([]);
      end();
      await until(() => variables.status === 'ready');
      expect(sent()).toBe('shell');
    });

    it('again at what a cell made while the kernel was looked at', async () => {
      await show();
      kernel.debugs = false;
      kernel.runCell();
      await until(() => sent() === 'shell debug');
      // The look hangs; meanwhile another cell ends.
      kernel.setVariables(['late'], 'builtins:int');
      kernel.runCell();
      kernel.debugs = true;
      await until(() => names().join() === 'late');
    });

    it('again when a cell before it failed', async () => {
      kernel.instead.push('aborted');
      await show();
      expect(sent()).toBe('shell shell');
    });
  });

  describe('while nobody looks', () => {
    it('sends nothing', async () => {
      await sleep(200);
      kernel.runCell();
      await sleep(200);
      expect(kernel.sent).toEqual([]);
    });

    it('puts the probe in once a kernel starts, if it may', async () => {
      variables.probeAtStart = true;
      await until(() => kernel.hasProbe);
      kernel.runCell();
      await sleep(200);
      expect(sent()).toBe('shell');
      kernel.restart();
      await until(() => kernel.hasProbe);
      expect(sent()).toBe('shell shell');
    });

    it('waits with the probe for a busy kernel', async () => {
      const end = kernel.beginCell();
      variables.probeAtStart = true;
      await sleep(200);
      expect(kernel.sent).toEqual([]);
      end();
      await until(() => kernel.hasProbe);
    });

    it('looks once for somebody who asks', async () => {
      await show();
      variables.isActive = false;
      kernel.setVariables(['z'], 'builtins:int');
      await variables.refresh();
      expect(names()).toEqual(['z']);
    });

    it('forgets no change: the list is right when it is shown again', async () => {
      await show();
      variables.isActive = false;
      kernel.setVariables(['z'], 'builtins:int');
      kernel.runCell();
      await sleep(200);
      expect(sent()).toBe('shell');
      variables.isActive = true;
      await until(() => names().join() === 'z');
    });
  });

  it('tells only what changed', async () => {
    kernel.setVariables(['x'], 'builtins:int');
    await show();
    let told = 0;
    variables.changed.connect(() => told++);
    await variables.refresh();
    expect(told).toBe(0);
    // The same name and class, another object.
    kernel.setVariables(['x'], 'builtins:int');
    await variables.refresh();
    expect(told).toBe(1);
  });

  it.each([
    [{}],
    [{ protocol: 1, boot: 'b', types: [], rows: [] }],
    [{ protocol: 2, boot: 'b', revision: 1, types: [], names: ['x'] }]
  ])('does not believe the listing %j', async listing => {
    kernel.listing = listing as never;
    variables.isActive = true;
    await until(() => variables.status === 'error');
    expect(names()).toEqual([]);
  });

  it('ends with dispose', async () => {
    await show();
    variables.dispose();
    const before = kernel.sent.length;
    kernel.runCell();
    kernel.restart();
    await sleep(200);
    expect(kernel.sent.length).toBe(before);
  });
});
