import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONValue } from '@lumino/coreutils';
import { until } from '../../testing/wait';
import { COLUMNS } from './columns';
import { readLayout, TableLayout, USUAL } from './layout';

describe('The columns of the table', () => {
  it.each<ReadonlyPartialJSONValue | undefined>([
    undefined,
    null,
    'text',
    [],
    { order: 7, hidden: 'name', widths: 3, sort: 'tags', direction: 'up' },
    { order: ['nonsense'], hidden: ['name'], widths: { name: -5, x: 90 } },
    { order: null, hidden: [null], widths: { bytes: 'wide' }, sort: null }
  ])('are as usual where what was kept is invalid: %j', kept => {
    expect(readLayout(kept)).toEqual(USUAL);
  });

  it('that a newer version adds stand behind those that were kept', () => {
    const { order } = readLayout({ order: ['bytes', 'name', 'bytes'] });
    expect(order.slice(0, 2)).toEqual(['bytes', 'name']);
    expect([...order].sort()).toEqual([...COLUMNS].sort());
  });

  it('are remembered', async () => {
    const kept = new Map<string, ReadonlyPartialJSONValue>();
    const state = {
      fetch: async (id: string) => kept.get(id),
      save: async (id: string, value: ReadonlyPartialJSONValue) => {
        kept.set(id, value);
      }
    } as unknown as IStateDB;
    const layout = await TableLayout.load(state);
    layout.toggle('type', false);
    layout.move('tags', 'state');
    layout.resize('bytes', 7);
    layout.resize('name', 333.3);
    layout.change({ sort: 'bytes', direction: 'asc' });
    await until(() => kept.size === 1);
    const again = await TableLayout.load(state);
    expect(again.now).toEqual(layout.now);
    expect(again.shown.slice(0, 4)).toEqual([
      'name',
      'tags',
      'state',
      'family'
    ]);
    expect(again.now.widths).toEqual({ bytes: 48, name: 333 });
    again.reset();
    expect(again.shown).toEqual(COLUMNS);
    expect(again.now.sort).toBe('bytes');
    layout.dispose();
    again.dispose();
  });

  it('move to the place of another one, to the left and to the right', async () => {
    const layout = await TableLayout.load(null);
    layout.move('name', 'type');
    expect(layout.shown.slice(0, 3)).toEqual(['state', 'type', 'name']);
    layout.move('name', 'state');
    expect(layout.shown).toEqual(COLUMNS);
    layout.dispose();
  });
});
