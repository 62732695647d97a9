import { nullTranslator } from '@jupyterlab/translation';
import { FakeRegistry, trashed } from '../../testing/fakes';
import { TrashModel } from './model';

function setUp() {
  const registry = new FakeRegistry();
  registry.entries = [trashed({ id: 'a' })];
  const model = new TrashModel(registry, nullTranslator.load(''));
  return { registry, model };
}

describe('TrashModel', () => {
  it('forgets why it could not be listed once it can', async () => {
    const { registry, model } = setUp();
    jest.spyOn(registry, 'trash').mockRejectedValueOnce(new Error('No disk.'));
    await model.refresh();
    expect(model.problem?.message).toBe('No disk.');
    await model.refresh();
    expect(model.problem).toBeNull();
    model.dispose();
  });

  it('keeps why an action failed until it is dismissed', async () => {
    const { registry, model } = setUp();
    registry.failure = new Error('The name is taken.');
    await model.restore(registry.entries[0]);
    await model.refresh();
    expect(model.problem?.message).toBe('The name is taken.');
    model.dismiss();
    expect(model.problem).toBeNull();
    model.dispose();
  });
});
