import { nullTranslator } from '@jupyterlab/translation';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accept } from '../testing/dialogs';
import { FakeRegistry, head } from '../testing/fakes';
import { FakeFormats } from '../testing/formats';
import { until } from '../testing/wait';
import { pickModel } from './dialogs';
import { PickForm } from './pick';

const trans = nullTranslator.load('');

function setUp() {
  const registry = new FakeRegistry();
  registry.heads = [head('churn'), head('tumours')];
  const model = new PickForm(registry, new FakeFormats(), trans, 'Open');
  return { registry, model };
}

describe('PickForm', () => {
  it('does not take what was found for the text before', async () => {
    const { model } = setUp();
    await until(() => model.canSubmit);
    model.query = 'tum';
    expect(model.canSubmit).toBe(false);
    await until(() => model.canSubmit);
    expect((await model.submit())?.name).toBe('tumours');
    model.dispose();
  });

  it('offers models without a version where they will do', async () => {
    const { registry, model } = setUp();
    await until(() => model.isFresh);
    const all = new PickForm(registry, new FakeFormats(), trans, 'Open', false);
    await until(() => all.isFresh);
    const [ready, any] = registry.queries;
    expect(ready.state).toEqual(['ready']);
    expect(any.state).toBeUndefined();
    model.dispose();
    all.dispose();
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

describe('The choice of a model', () => {
  it('is made by typing and arrow keys', async () => {
    const registry = new FakeRegistry();
    registry.heads = [head('churn'), head('wine')];
    const picked = pickModel(
      registry,
      new FakeFormats(),
      trans,
      'Open model',
      'Open'
    );
    await accept('Open');
    const list = screen.getByRole('listbox');
    await waitFor(() =>
      expect(within(list).getAllByRole('option')).toHaveLength(2)
    );
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect((await picked)?.name).toBe('wine');
  });
});
