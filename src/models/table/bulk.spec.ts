import { nullTranslator } from '@jupyterlab/translation';
import { RegistryError } from '../../server/error';
import { FakeRegistry, head, model } from '../../testing/fakes';
import { Undo } from '../undo';
import { BulkChange } from './bulk';

const trans = nullTranslator.load('');

function setUp(...names: string[]) {
  const registry = new FakeRegistry();
  registry.heads = names.map(name => head(name, { tags: [] }));
  for (const { id, name } of registry.heads) {
    registry.models.set(name, model({ id, name, tags: [] }));
  }
  const undo = new Undo(trans);
  const bulk = new BulkChange({ registry, undo, trans });
  const refuse = (refused: string) => {
    const update = registry.update.bind(registry);
    registry.update = (name, change) =>
      name === refused
        ? Promise.reject(
            new RegistryError({ code: 'in_use', message: 'It is in use.' }, 409)
          )
        : update(name, change);
  };
  return { registry, undo, bulk, refuse, heads: registry.heads };
}

describe('A change of many models', () => {
  it('goes on where one refuses, says why, and is undone as one', async () => {
    const { registry, undo, bulk, refuse, heads } = setUp('a', 'b', 'c');
    refuse('b');
    const told: (number | undefined)[] = [];
    bulk.stateChanged.connect(() => told.push(bulk.progress?.done));
    await bulk.addTag(heads, 'new');
    expect(told).toEqual([0, 1, 2, undefined]);
    expect(bulk.refusals).toMatchObject([
      { name: 'b', problem: { message: 'It is in use.' } }
    ]);
    const tags = () => [...registry.models.values()].map(each => each.tags);
    expect(tags()).toEqual([[], ['new'], ['new']]);
    expect(undo.change?.text).toBe('2 models have the tag “new” now.');
    expect(await undo.undo(undo.change!)).toBeNull();
    expect(tags()).toEqual([[], [], []]);
  });

  it('says in a sentence which models have as many tags as they can', async () => {
    const { registry, bulk } = setUp('a');
    const tags = Array.from({ length: 32 }, (_, index) => `t${index}`);
    await bulk.addTag([head('a', { tags })], 'new');
    expect(bulk.refusals[0].problem.message).toBe(
      'There are 33 tags; there can be 32 at most.'
    );
    expect(registry.calls).toEqual([]);
  });

  it('sends nothing for models that have the tag, or do not have it', async () => {
    const { registry, undo, bulk } = setUp('a');
    await bulk.addTag([head('a', { tags: ['old'] })], 'old');
    await bulk.removeTag([head('a', { tags: [] })], 'old');
    expect(registry.calls).toEqual([]);
    expect(undo.change).toBeNull();
  });

  it('is stopped between two models', async () => {
    const { registry, bulk, heads } = setUp('a', 'b', 'c');
    bulk.stateChanged.connect(() => {
      if (bulk.progress?.done === 1) {
        bulk.stop();
      }
    });
    await bulk.delete(heads);
    expect(registry.calls).toEqual([
      'delete(a, undefined)',
      'delete(b, undefined)'
    ]);
  });

  it('tells what could not be changed back, and tries only that again', async () => {
    const { registry, undo, bulk, heads } = setUp('a', 'b');
    await bulk.delete(heads);
    registry.failure = new Error('The name is taken.');
    const { change } = undo;
    const problem = await undo.undo(change!);
    expect(problem?.message).toBe(
      '1 model could not be changed back. a: The name is taken.'
    );
    registry.calls.length = 0;
    expect(await undo.undo(change!)).toBeNull();
    expect(registry.calls).toHaveLength(1);
  });
});
