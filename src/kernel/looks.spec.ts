import { FakeKernel } from '../testing/kernel';
import { FakeSession } from '../testing/session';
import { VariablesRig } from '../testing/variablesRig';
import { sleep, until } from '../testing/wait';

describe('KernelVariables', () => {
  let rig: VariablesRig;

  beforeEach(() => {
    rig = new VariablesRig();
  });

  afterEach(() => rig.dispose());

  describe('looks', () => {
    it('once for cells that follow each other closely', async () => {
      await rig.show();
      for (let i = 0; i < 20; i++) {
        rig.kernel.runCell();
      }
      await until(() => rig.sent() !== 'shell');
      await sleep(300);
      expect(rig.sent()).toBe('shell debug');
    });

    it('also while many short cells follow each other without a pause', async () => {
      await rig.show();
      rig.kernel.setVariables(['x'], 'builtins:int');
      const stop = performance.now() + 20_000;
      while (rig.names().length === 0 && performance.now() < stop) {
        rig.kernel.runCell();
        await sleep(20);
      }
      expect(rig.names()).toEqual(['x']);
    });

    it('never at silent requests, its own ones included', async () => {
      await rig.show();
      await sleep(400);
      expect(rig.sent()).toBe('shell');
    });

    it('without end at no kernel that has no debugger', async () => {
      rig.kernel.info = Promise.resolve({ supported_features: [] });
      await rig.show();
      rig.kernel.runCell();
      await until(() => rig.kernel.sent.length > 1);
      await sleep(400);
      // One request put the probe in, one read it after the cell.
      expect(rig.sent()).toBe('shell shell');
    });

    it('again after a restart, with the probe put in again', async () => {
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      rig.kernel.restart();
      expect(rig.names()).toEqual([]);
      await until(() => rig.variables.status === 'ready');
      expect(rig.sent()).toBe('shell shell');
    });

    it('at the other kernel when it is changed', async () => {
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      const other = new FakeKernel();
      other.setVariables(['y'], 'builtins:int');
      rig.session.setKernel(other);
      expect(rig.names()).toEqual([]);
      await until(() => rig.names().join() === 'y');
    });

    it('at the notebook that becomes current, and back without a new probe', async () => {
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      const first = rig.tracker.currentWidget;
      const other = new FakeKernel();
      other.setVariables(['y'], 'builtins:int');
      rig.tracker.add(new FakeSession(other, 'other.ipynb'));
      await until(() => rig.names().join() === 'y');
      expect(rig.variables.path).toBe('other.ipynb');
      rig.tracker.focus(first);
      // What was known is there at once, and looked at again.
      expect(rig.names()).toEqual(['x']);
      await until(() => rig.sent() === 'shell debug');
    });

    it('keeps the list between two notebooks of one kernel', async () => {
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      const lists: string[] = [];
      rig.variables.changed.connect(() => lists.push(rig.names().join()));
      rig.tracker.add(new FakeSession(rig.kernel, 'same.ipynb'));
      await sleep(200);
      expect(lists).toEqual(['x']);
      expect(rig.variables.path).toBe('same.ipynb');
      expect(
        rig.kernel.sent.filter(({ channel }) => channel === 'shell')
      ).toHaveLength(1);
    });

    it('at a busy kernel through the debugger, slowly', async () => {
      await rig.show();
      rig.kernel.beginCell();
      rig.kernel.setVariables(['y'], 'builtins:int');
      await until(() => rig.names().join() === 'y');
      expect(rig.sent()).toBe('shell debug');
      expect(rig.kernel.status).toBe('busy');
    });

    it('with one request at the process that it knows, until that may have ended or is debugged', async () => {
      const commands = (): unknown[] =>
        rig.kernel.sent.splice(0).map(({ content }) => content['command']);
      const look = async (): Promise<unknown[]> => {
        await rig.variables.refresh();
        return commands();
      };
      await rig.show();
      rig.kernel.beginCell();
      commands();
      expect(await look()).toEqual(['debugInfo', 'richInspectVariables']);
      await sleep(400);
      expect(await look()).toEqual(['richInspectVariables']);
      rig.kernel.connectionStatusChanged.emit('connecting');
      expect(await look()).toEqual(['debugInfo', 'richInspectVariables']);
      expect(await look()).toEqual(['richInspectVariables']);
      rig.kernel.pause();
      rig.kernel.isPaused = false;
      expect(await look()).toEqual(['debugInfo', 'richInspectVariables']);
      expect(await look()).toEqual(['debugInfo', 'richInspectVariables']);
      rig.kernel.restart();
      await until(() => rig.variables.status === 'ready');
      rig.kernel.beginCell();
      await look();
      expect(await look()).toEqual(['richInspectVariables']);
      rig.kernel.end();
      // Another process has no probe: it is not asked for it.
      expect(await look()).toEqual([]);
    });

    it('first asks for breakpoints in a page that was loaded anew, whatever it hears meanwhile', async () => {
      await rig.show();
      rig.kernel.pause();
      rig.make();
      rig.kernel.sent.splice(0);
      rig.variables.isActive = true;
      // A message of the process alone does not tell that it runs.
      const end = rig.kernel.beginCell();
      await until(() => rig.variables.status === 'paused');
      expect(rig.sent()).toBe('');
      end();
    });

    it('but not when the debugger is silent: what was known stays', async () => {
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      rig.kernel.debugs = false;
      rig.kernel.beginCell();
      await rig.variables.refresh();
      const sent = rig.kernel.sent.length;
      await rig.variables.refresh();
      expect(rig.names()).toEqual(['x']);
      // It is not asked again before the kernel was idle.
      expect(rig.kernel.sent.length).toBe(sent);
      rig.kernel.debugs = true;
      rig.kernel.setStatus('idle');
      await rig.variables.refresh();
      expect(rig.sent()).toBe('shell debug');
    });

    it('again when the debugger has answered, however late', async () => {
      await rig.show();
      rig.kernel.debugs = false;
      rig.kernel.beginCell();
      await rig.variables.refresh();
      expect(rig.names()).toEqual([]);
      rig.kernel.setVariables(['x'], 'builtins:int');
      rig.kernel.wakeDebugger();
      await until(() => rig.names().join() === 'x');
      expect(rig.kernel.status).toBe('busy');
    });

    it('keeps what was known while the debugger holds it at a breakpoint', async () => {
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      rig.kernel.beginCell();
      rig.kernel.pause();
      await rig.variables.refresh();
      expect(rig.variables.status).toBe('paused');
      expect(rig.names()).toEqual(['x']);
      expect(rig.sent()).toBe('shell');
      rig.kernel.isPaused = false;
      rig.kernel.setVariables(['x', 'y'], 'builtins:int');
      await rig.variables.refresh();
      expect(rig.variables.status).toBe('ready');
      expect(rig.names()).toEqual(['x', 'y']);
    });

    it('at a kernel without debugger when the cell has ended, and says so', async () => {
      rig.kernel.info = Promise.resolve({ supported_features: [] });
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      const end = rig.kernel.beginCell();
      await rig.variables.refresh();
      expect(rig.variables.status).toBe('waiting');
      expect(rig.names()).toEqual(['x']);
      end();
      await until(() => rig.variables.status === 'ready');
      expect(rig.sent()).toBe('shell shell');
    });

    it('at a busy kernel after the page was loaded anew', async () => {
      rig.kernel.setVariables(['x'], 'builtins:int');
      await rig.show();
      rig.kernel.beginCell();
      rig.kernel.info = new Promise(() => undefined);
      rig.kernel.spec = Promise.resolve({
        language: 'python',
        metadata: { debugger: true }
      });
      rig.make();
      rig.variables.isActive = true;
      await until(() => rig.names().join() === 'x');
      expect(rig.sent()).toBe('shell debug');
    });

    it('later at a busy kernel without the probe, and never through the debugger', async () => {
      const end = rig.kernel.beginCell();
      rig.variables.isActive = true;
      await until(() => rig.variables.status === 'waiting');
      expect(rig.kernel.sent).toEqual([]);
      end();
      await until(() => rig.variables.status === 'ready');
      expect(rig.sent()).toBe('shell');
    });

    it('again at what a cell made while the kernel was looked at', async () => {
      await rig.show();
      await rig.variables.refresh();
      rig.kernel.debugs = false;
      rig.kernel.runCell();
      await until(() => rig.sent() === 'shell debug debug');
      // The look hangs; meanwhile another cell ends.
      rig.kernel.setVariables(['late'], 'builtins:int');
      rig.kernel.runCell();
      rig.kernel.debugs = true;
      await until(() => rig.names().join() === 'late');
    });

    it('again when a cell before it failed', async () => {
      rig.kernel.instead.push('aborted');
      await rig.show();
      expect(rig.sent()).toBe('shell shell');
    });
  });

  describe('while nobody looks', () => {
    it('sends nothing', async () => {
      await sleep(200);
      rig.kernel.runCell();
      await sleep(200);
      expect(rig.kernel.sent).toEqual([]);
    });

    it('puts the probe in once a kernel starts, if it may', async () => {
      rig.variables.probeAtStart = true;
      await until(() => rig.kernel.hasProbe);
      rig.kernel.runCell();
      await sleep(200);
      expect(rig.sent()).toBe('shell');
      rig.kernel.restart();
      await until(() => rig.kernel.hasProbe);
      expect(rig.sent()).toBe('shell shell');
    });

    it('waits with the probe for a busy kernel', async () => {
      const end = rig.kernel.beginCell();
      rig.variables.probeAtStart = true;
      await sleep(200);
      expect(rig.kernel.sent).toEqual([]);
      end();
      await until(() => rig.kernel.hasProbe);
    });

    it('looks once for somebody who asks', async () => {
      await rig.show();
      rig.variables.isActive = false;
      rig.kernel.setVariables(['z'], 'builtins:int');
      await rig.variables.refresh();
      expect(rig.names()).toEqual(['z']);
    });

    it('forgets no change: the list is right when it is shown again', async () => {
      await rig.show();
      rig.variables.isActive = false;
      rig.kernel.setVariables(['z'], 'builtins:int');
      rig.kernel.runCell();
      await sleep(200);
      expect(rig.sent()).toBe('shell');
      rig.variables.isActive = true;
      await until(() => rig.names().join() === 'z');
    });
  });
});
