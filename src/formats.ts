import type { TranslationBundle } from '@jupyterlab/translation';
import type { FormatRow } from './tokens';

/** Finds the row of the table that fits a type, or null. */
export type FormatFinder = (mro: readonly string[]) => FormatRow | null;

/** Module and class name of one entry of an MRO, such as `catboost.core:CatBoost` or `builtins:dict`. */
interface IClassName {
  readonly library: string;
  readonly name: string;
}

/**
 * Prepare the table for lookups by class names along the MRO: the nearest class that has a row wins.
 *
 * Only the top-level package and the class's own name count, as inner module paths move between versions of libraries.
 */
export function formatFinder(rows: readonly FormatRow[]): FormatFinder {
  const byType = new Map(rows.map(row => [row.type, row]));
  return mro => {
    for (const entry of mro) {
      const { library, name } = parse(entry);
      const row = byType.get(`${library}.${name}`);
      if (row) {
        return row;
      }
    }
    return null;
  };
}

/** Why a variable of this type, for which the table has no row, is not saved as a model: one sentence. */
export function explain(
  mro: readonly string[],
  trans: TranslationBundle
): string {
  const classes = mro.map(parse);
  const own = classes[0] ?? { library: '', name: '' };
  const is = (table: ReadonlyMap<string, string[]>) =>
    classes.some(({ library, name }) => table.get(library)?.includes(name));

  if (is(CLASSES)) {
    return trans.__('This is a class, not an object made from one.');
  }
  if (is(FUNCTIONS)) {
    return trans.__('This is a function, not a model.');
  }
  if (is(DATA)) {
    return trans.__(
      'This is data (%1 of %2), not a model.',
      own.name,
      own.library
    );
  }
  if (is(VALUES)) {
    return trans.__(
      'This is a plain Python value (%1), not a model.',
      own.name
    );
  }
  if (own.library === '__main__') {
    return trans.__(
      'No format is known for %1, a class of this notebook.',
      own.name
    );
  }
  return trans.__('No format is known for %1 of %2.', own.name, own.library);
}

function parse(entry: string): IClassName {
  const colon = entry.indexOf(':');
  const module = entry.slice(0, Math.max(colon, 0));
  const qualname = entry.slice(colon + 1);
  return {
    library: module.split('.', 1)[0],
    name: qualname.slice(qualname.lastIndexOf('.') + 1)
  };
}

/** A module can be named like a member of every object, such as `constructor`: only a map has nothing else in it. */
function byLibrary(table: Record<string, string[]>): Map<string, string[]> {
  return new Map(Object.entries(table));
}

const CLASSES = byLibrary({ builtins: ['type'] });

const FUNCTIONS = byLibrary({
  builtins: ['function', 'method', 'builtin_function_or_method', 'generator'],
  functools: ['partial'],
  numpy: ['ufunc']
});

const DATA = byLibrary({
  numpy: ['ndarray', 'generic'],
  pandas: ['DataFrame', 'Series', 'Index'],
  polars: ['DataFrame', 'LazyFrame', 'Series'],
  pyarrow: ['Table', 'RecordBatch', 'Array', 'ChunkedArray'],
  scipy: ['spmatrix', '_spbase', 'sparray'],
  sklearn: ['Bunch'],
  xarray: ['Dataset', 'DataArray'],
  dask: ['DataFrame', 'Array', 'Bag'],
  torch: ['Tensor', 'Dataset', 'DataLoader'],
  tensorflow: ['Tensor', 'Variable', 'DatasetV2'],
  datasets: ['Dataset', 'DatasetDict', 'IterableDataset'],
  catboost: ['Pool'],
  lightgbm: ['Dataset'],
  xgboost: ['DMatrix']
});

const VALUES = byLibrary({
  builtins: [
    ...['int', 'float', 'complex', 'bool', 'str', 'bytes', 'bytearray'],
    ...['NoneType', 'list', 'tuple', 'dict', 'set', 'frozenset', 'range'],
    ...['slice', 'ellipsis', 'module', 'memoryview']
  ],
  datetime: ['date', 'time', 'timedelta', 'datetime'],
  decimal: ['Decimal'],
  pathlib: ['PurePath']
});
