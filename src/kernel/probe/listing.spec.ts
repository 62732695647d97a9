import { applyChanges, readChanges, readListing } from './listing';
import type { IChanges, IListing } from './listing';

const FULL = {
  protocol: 2,
  boot: 'b',
  revision: 5,
  types: [['m:A', 'builtins:object'], ['builtins:int']],
  names: ['a', 'n'],
  kinds: [0, 1],
  bound: [2, 5]
};

const CHANGES = {
  protocol: 2,
  boot: 'b',
  revision: 7,
  since: 3,
  types: [['m:B']],
  changes: [
    [5, { n: 0 }, []],
    [6, { z: 0, n: 0 }, ['a']],
    [7, { a: 0 }, ['z']]
  ]
};

function listing(): IListing {
  return readListing(FULL) as IListing;
}

function changes(fields: object): IChanges {
  return readChanges({ ...CHANGES, ...fields }) as IChanges;
}

function ids({ variables }: IListing): string {
  return [...variables.values()].map(({ name, id }) => name + id).join(' ');
}

describe('a listing', () => {
  it('has names, classes and identities', () => {
    expect([...listing().variables.values()]).toEqual([
      { name: 'a', mro: ['m:A', 'builtins:object'], id: 'b:2' },
      { name: 'n', mro: ['builtins:int'], id: 'b:5' }
    ]);
  });

  it('catches up with the changes that it has not seen', () => {
    const after = applyChanges(listing(), changes({})) as IListing;
    expect(ids(after)).toBe('nb:6 ab:7');
    expect(after.revision).toBe(7);
    expect(after.variables.get('a')?.mro).toEqual(['m:B']);
  });

  it('stays the same object when nothing changed', () => {
    const before = listing();
    const none = changes({ revision: 5, changes: [], types: undefined });
    expect(applyChanges(before, none)).toBe(before);
  });

  it.each([
    ['of another start of the kernel', { boot: 'c' }],
    ['that begin too late', { since: 6 }],
    ['that are older', { revision: 4, changes: [] }],
    ['that are not all', { changes: [] }]
  ])('cannot catch up with changes %s', (_, fields) => {
    expect(applyChanges(listing(), changes(fields))).toBeNull();
  });

  it('has variables of any name', () => {
    const odd = JSON.parse('[[6, {"__proto__": 0, "constructor": 0}, []]]');
    const after = applyChanges(
      listing(),
      changes({ revision: 6, changes: odd })
    );
    expect(after && ids(after)).toBe('ab:2 nb:5 __proto__b:6 constructorb:6');
  });
});

it.each([
  [{ revision: -1 }],
  [{ boot: 5 }],
  [{ types: [[]] }],
  [{ kinds: [0] }],
  [{ kinds: [0, 2] }],
  [{ bound: [1, 'x'] }],
  [{ names: ['a', 5] }]
])('does not believe a listing with %j', fields => {
  expect(readListing({ ...FULL, ...fields })).toBeNull();
});

it.each([
  [{ since: 'x' }],
  [{ changes: [[6, { x: 1 }, []]] }],
  [{ changes: [[6, null, []]] }],
  [{ changes: [[6, {}, [5]]] }],
  [{ changes: [[6, {}]] }],
  [{ changes: {} }],
  [{ types: [[5]] }]
])('does not believe changes with %j', fields => {
  expect(readChanges({ ...CHANGES, ...fields })).toBeNull();
});

it.each([[null], [undefined], ['x'], [7], [[]]])(
  'takes %j for no listing and no changes',
  answer => {
    expect(readListing(answer)).toBeNull();
    expect(readChanges(answer)).toBeNull();
  }
);
