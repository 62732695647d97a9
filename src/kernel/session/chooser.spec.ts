import { nullTranslator } from '@jupyterlab/translation';
import { FakeKernel } from '../../testing/kernel';
import { FakeFormats } from '../../testing/formats';
import { FakeSource } from '../../testing/variablesRig';
import { FakeServices, FakeSession, FakeTracker } from '../../testing/session';
import { sleep, until } from '../../testing/wait';
import { KernelChooser } from './chooser';
import { CurrentSession } from './current';
import type { KernelTracker } from './current';
import { KernelVariables } from '../variables';

const trans = nullTranslator.load('jupyterlab_models');

describe('the variables of a kernel that is pinned', () => {
  let kernel: FakeKernel;
  let other: FakeKernel;
  let tracker: FakeTracker;
  let services: FakeServices;
  let variables: KernelVariables;

  beforeEach(async () => {
    kernel = new FakeKernel();
    other = new FakeKernel();
    other.setVariables(['y'], 'builtins:int');
    tracker = new FakeTracker();
    tracker.add(new FakeSession(kernel));
    services = new FakeServices();
    services.start(kernel, 'work/churn.ipynb');
    services.start(other, 'far/other.ipynb', 'far/same.ipynb');
    const trackers = [tracker] as unknown as KernelTracker[];
    const current = new CurrentSession(trackers, { currentWidget: null });
    const chooser = new KernelChooser(current, services.manager);
    const source = new FakeSource();
    variables = new KernelVariables({
      chooser,
      server: source,
      formats: new FakeFormats(),
      source,
      trans
    });
    variables.isActive = true;
    await until(() => variables.status === 'ready');
  });

  afterEach(() => {
    variables.dispose();
  });

  function names(): string[] {
    return variables.variables.map(({ name }) => name);
  }

  it('shows it whatever is in focus, until it follows again', async () => {
    expect(variables.choices.map(({ documents }) => documents)).toEqual([
      ['churn.ipynb'],
      ['other.ipynb', 'same.ipynb']
    ]);
    variables.pin(other.id);
    await until(() => names().join() === 'y');
    expect(variables.path).toBe('far/other.ipynb');
    expect(variables.pinned).toBe(other.id);
    tracker.add(new FakeSession(new FakeKernel(), 'third.ipynb'));
    await sleep(200);
    expect(names()).toEqual(['y']);
    variables.pin(null);
    expect(variables.path).toBe('third.ipynb');
    expect(other.isDisposed).toBe(true);
  });

  it('follows again when it is shut down', async () => {
    const third = new FakeKernel();
    services.start(third);
    variables.pin(third.id);
    await until(() => variables.kernel?.id === third.id);
    expect(variables.path).toBeNull();
    services.stop(third.id);
    expect(variables.pinned).toBeNull();
    expect(variables.path).toBe('work/churn.ipynb');
  });

  it('takes the connection of its document where that is open', () => {
    const focused = new FakeSession(new FakeKernel(), 'third.ipynb');
    tracker.add(focused);
    variables.pin(kernel.id);
    expect(variables.kernel).toBe(kernel);
    expect(variables.path).toBe('work/churn.ipynb');
    variables.pin(null);
    expect(kernel.isDisposed).toBe(false);
  });
});
