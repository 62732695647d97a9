import { VariablesRig } from '../testing/variablesRig';
import { sleep, until } from '../testing/wait';

jest.setTimeout(60_000);

describe('KernelVariables', () => {
  let rig: VariablesRig;

  beforeEach(async () => {
    rig = new VariablesRig();
    rig.kernel.setVariables(['old'], 'builtins:int');
  });

  afterEach(() => rig.dispose());

  async function isFresh(): Promise<void> {
    rig.kernel.setVariables(['fresh'], 'builtins:int');
    await until(() => rig.names().join() === 'fresh');
    expect(rig.variables.status).toBe('ready');
  }

  describe('recover from a restart by another program', () => {
    it('when only the old process is heard, and never through the debugger', async () => {
      await rig.show();
      // What is asked at once goes down with the old process.
      rig.kernel.losesInfo = 1;
      rig.kernel.end();
      expect(rig.names()).toEqual([]);
      expect(rig.variables.status).toBe('starting');
      await isFresh();
      // The probe was put into each process.
      expect(rig.sent()).toBe('shell shell');
      expect(rig.kernel.infos).toBe(2);
      // An idle kernel is left alone.
      await sleep(2_500);
      expect(rig.sent()).toBe('shell shell');
      expect(rig.kernel.infos).toBe(2);
    });

    it('when only the new process is heard', async () => {
      await rig.show();
      rig.kernel.speak();
      rig.kernel.lose();
      rig.kernel.speak();
      await isFresh();
      expect(rig.sent()).toBe('shell shell');
    });

    it('when the new process only welcomes the server', async () => {
      await rig.show();
      rig.kernel.welcome();
      expect(rig.names()).toEqual(['old']);
      rig.kernel.lose();
      rig.kernel.welcome();
      expect(rig.names()).toEqual([]);
      await isFresh();
    });

    it('although it stays shown as busy', async () => {
      await rig.show();
      rig.kernel.beginCell();
      rig.kernel.lose();
      rig.kernel.speak();
      await isFresh();
    });

    it('but waits for the cell that the new process runs already', async () => {
      await rig.show();
      rig.kernel.speak();
      rig.kernel.lose();
      const end = rig.kernel.beginCell();
      await until(() => rig.variables.status === 'waiting');
      expect(rig.names()).toEqual([]);
      expect(rig.sent()).toBe('shell');
      end();
      await isFresh();
    });

    it('with a look that is lost with the old process', async () => {
      rig.kernel.info = Promise.resolve({ supported_features: [] });
      await rig.show();
      rig.kernel.instead.push('never');
      rig.kernel.runCell();
      await until(() => rig.sent() === 'shell shell');
      rig.kernel.end();
      await isFresh();
    });

    it('at a breakpoint', async () => {
      await rig.show();
      rig.kernel.beginCell();
      rig.kernel.pause();
      await rig.variables.refresh();
      expect(rig.variables.status).toBe('paused');
      rig.kernel.isPaused = false;
      rig.kernel.end();
      await isFresh();
    });

    it('when the list is shown again, and sends nothing before', async () => {
      await rig.show();
      rig.variables.isActive = false;
      rig.kernel.end();
      expect(rig.names()).toEqual([]);
      await sleep(2_500);
      expect(rig.sent()).toBe('shell');
      expect(rig.kernel.infos).toBe(0);
      rig.variables.isActive = true;
      await isFresh();
    });
  });

  it('recover from a restart by the server whose new process is not heard', async () => {
    await rig.show();
    rig.kernel.setStatus('restarting');
    rig.connect('connecting');
    rig.kernel.lose();
    rig.connect('connected');
    expect(rig.kernel.status).toBe('unknown');
    await isFresh();
  });

  it('recover from a look that is lost with the connection', async () => {
    rig.kernel.info = Promise.resolve({ supported_features: [] });
    await rig.show();
    rig.kernel.instead.push('never');
    rig.kernel.runCell();
    await until(() => rig.sent() === 'shell shell');
    rig.connect('connecting');
    rig.connect('connected');
    rig.kernel.setStatus('idle');
    await isFresh();
  });

  it('take the server’s own messages for none of the kernel', async () => {
    await rig.show();
    rig.kernel.speak();
    rig.kernel.tellOfServer();
    rig.kernel.speak();
    await sleep(400);
    expect(rig.names()).toEqual(['old']);
    expect(rig.sent()).toBe('shell');
  });
});
