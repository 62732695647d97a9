import { nullTranslator } from '@jupyterlab/translation';
import { FakeRegistry, head } from '../testing/fakes';
import { until } from '../testing/wait';
import { PickModel } from './pick';

const trans = nullTranslator.load('');

function setUp() {
  const registry = new FakeRegistry();
  registry.heads = [head('churn'), head('tumours')];
  const model = new PickModel(registry, trans, 'Open');
  return { registry, model };
}

describe('PickModel', () => {
  it('does not take what was found for the text before', async () => {
    const { model } = setUp();
    await until(() => model.canSubmit);
    model.query = 'tum';
    expect(model.canSubmit).toBe(false);
    await until(() => model.canSubmit);
    expect((await model.submit())?.name).toBe('tumours');
    model.dispose();
  });

  it('says that nothing was found only when that is known', async () => {
    const { model } = setUp();
    expect(model.isFresh).toBe(false);
    model.query = 'nothing';
    await until(() => model.isFresh);
    expect(model.found).toEqual([]);
    expect(model.canSubmit).toBe(false);
    model.dispose();
  });
});
