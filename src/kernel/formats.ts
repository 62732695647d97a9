import type { TranslationBundle } from '@jupyterlab/translation';
import type { FormatRow } from '../tokens';

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
        // Data has better homes than a registry of models, and the others are no values that could come back.
        const isNone = [CLASSES, ONCE, DATA].some(table => isIn(table, mro));
        return row.adapter === ANYTHING && isNone ? null : row;
      }
    }
    return null;
  };
}

/** Why a variable of this type, for which there is no row, is not saved: one sentence. */
export function explain(
  mro: readonly string[],
  trans: TranslationBundle
): string {
  const own = parse(mro[0] ?? '');
  if (isIn(CLASSES, mro)) {
    return trans.__('This is a class, not an object made from one.');
  }
  if (isIn(ONCE, mro)) {
    return trans.__(
      'This is a %1, which is made anew and not saved.',
      own.name
    );
  }
  if (isIn(DATA, mro)) {
    return trans.__(
      'This is data (%1 of %2), not a model.',
      own.name,
      own.library
    );
  }
  return trans.__('No format is known for %1 of %2.', own.name, own.library);
}

function isIn(
  table: ReadonlyMap<string, string[]>,
  mro: readonly string[]
): boolean {
  return mro
    .map(parse)
    .some(({ library, name }) => table.get(library)?.includes(name));
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

/** The adapter of the rows that take whatever no library's row took. */
const ANYTHING = 'values';

const CLASSES = byLibrary({ builtins: ['type'] });

/** What is made anew and never saved. */
const ONCE = byLibrary({
  builtins: ['module', 'generator', 'coroutine', 'async_generator']
});

const DATA = byLibrary({
  numpy: ['ndarray'],
  pandas: ['DataFrame', 'Series', 'Index'],
  polars: ['DataFrame', 'LazyFrame', 'Series'],
  pyarrow: ['Table', 'RecordBatch', 'Array', 'ChunkedArray'],
  scipy: ['spmatrix', '_spbase', 'sparray'],
  sklearn: ['Bunch'],
  xarray: ['Dataset', 'DataArray'],
  dask: ['DataFrame', 'Array', 'Bag'],
  torch: ['Dataset', 'DataLoader'],
  tensorflow: ['Tensor', 'Variable', 'DatasetV2'],
  datasets: ['Dataset', 'DatasetDict', 'IterableDataset'],
  lightgbm: ['Dataset'],
  xgboost: ['DMatrix']
});
