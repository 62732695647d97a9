import { nullTranslator } from '@jupyterlab/translation';
import { FakeRegistry, model } from '../testing/fakes';
import { editModel, editVersion } from './edits';
import { Undo } from './undo';

const trans = nullTranslator.load('');

function setUp() {
  const registry = new FakeRegistry();
  registry.models.set('churn', model());
  const undo = new Undo(trans);
  return { registry, undo, context: { registry, undo, trans } };
}

describe('An edit of a model', () => {
  it('sends what changed with the values that were shown, and is undone', async () => {
    const { registry, undo, context } = setUp();
    const shown = model();
    const edited = await editModel(
      shown,
      { name: 'leavers', description: shown.description },
      context
    );
    expect(edited.name).toBe('leavers');
    expect(registry.calls).toEqual([
      'update(churn, {"name":"leavers","expected":{"name":"churn","id":"5f0c6f4e8f5b4d0c9a54f1f0a2f3b7c1"}})'
    ]);
    expect(undo.change?.text).toBe('“churn” was renamed to “leavers”.');
    expect(await undo.undo(undo.change!)).toBeNull();
    expect([...registry.models.keys()]).toEqual(['churn']);
  });

  it('sends nothing where nothing changed', async () => {
    const { registry, undo, context } = setUp();
    await editModel(model(), { tags: [...model().tags] }, context);
    expect(registry.calls).toEqual([]);
    expect(undo.change).toBeNull();
  });

  it('is refused where somebody was faster, and then offers no undo', async () => {
    const { registry, undo, context } = setUp();
    await registry.update('churn', { description: 'Theirs' });
    const done = editModel(model(), { description: 'Mine' }, context);
    await expect(done).rejects.toMatchObject({
      code: 'changed_meanwhile',
      message: 'Ada changed the description meanwhile.'
    });
    expect(undo.change).toBeNull();
    expect(registry.models.get('churn')?.description).toBe('Theirs');
  });

  it('is undone under the name that the model has by then', async () => {
    const { registry, undo, context } = setUp();
    await editModel(model(), { tags: ['a', 'b'] }, context);
    await registry.update('churn', { name: 'renamed elsewhere' });
    expect(await undo.undo(undo.change!)).toBeNull();
    expect(registry.models.get('renamed elsewhere')?.tags).toEqual(
      model().tags
    );
  });

  it('finds its model when another one has got the name', async () => {
    const { registry, context } = setUp();
    const shown = model();
    registry.models.set('leavers', { ...shown, name: 'leavers' });
    registry.models.set('churn', model({ id: '0'.repeat(32) }));
    registry.heads = [{ ...shown, name: 'leavers' }];
    await editModel(shown, { description: 'Mine' }, context);
    expect(registry.models.get('leavers')?.description).toBe('Mine');
    expect(registry.models.get('churn')?.description).toBe(shown.description);
  });

  it('is not undone over what somebody changed after it', async () => {
    const { registry, undo, context } = setUp();
    await editModel(model(), { description: 'Mine' }, context);
    await registry.update('churn', { description: 'Theirs' });
    const problem = await undo.undo(undo.change!);
    expect(problem?.code).toBe('changed_meanwhile');
    expect(registry.models.get('churn')?.description).toBe('Theirs');
  });
});

describe('An edit of a version', () => {
  it('sends the note with the one that was shown, and is undone', async () => {
    const { registry, undo, context } = setUp();
    const [shown] = model().items;
    await editVersion({ name: 'churn' }, shown, { note: '**June**' }, context);
    expect(registry.calls).toEqual([
      'updateVersion(churn, 2, {"note":"**June**","expected":{"note":""}})'
    ]);
    expect(undo.change?.text).toBe(
      'The note of version 2 of “churn” was edited.'
    );
    await undo.undo(undo.change!);
    expect(registry.models.get('churn')?.items[0].note).toBe('');
  });
});
