import type { TranslationBundle } from '@jupyterlab/translation';
import type { Family, FormatRow, Schemas } from '../contract/schemas';

/** Why a type is not saved. */
type Reason = Schemas['ExcludedType']['reason'];

/** The table of types and formats, prepared for lookups. */
export class FormatTable {
  constructor({ rows, families, excluded }: Schemas['FormatTable']) {
    this.rows = rows;
    this._rows = new Map(rows.map(row => [row.type, row]));
    this._families = new Map(families.map(each => [each.family, each]));
    this._excluded = new Map(excluded.map(each => [each.type, each.reason]));
  }

  readonly rows: readonly FormatRow[];

  /**
   * The row that fits a type, by class names along its MRO: the nearest class that has a row wins. Null for none.
   *
   * Only the top-level package and the class's own name count, as inner module paths move between versions of libraries.
   */
  find(mro: readonly string[]): FormatRow | null {
    const row = mro.map(entry => this._rows.get(typeOf(entry))).find(Boolean);
    // Rows of Python's own classes take what no library's row took, such as data, which has better homes.
    return row && !(row.type.startsWith('builtins.') && this._reason(mro))
      ? row
      : null;
  }

  /** Why a variable of this type, for which there is no row, is not saved: one sentence. */
  explain(mro: readonly string[], trans: TranslationBundle): string {
    const { library, name } = parse(mro[0] ?? '');
    switch (this._reason(mro)) {
      case 'class':
        return trans.__('This is a class, not an object made from one.');
      case 'transient':
        return trans.__(
          'This is a %1, which is made anew and not saved.',
          name
        );
      case 'data':
        return trans.__('This is data (%1 of %2), not a model.', name, library);
      case null:
        return trans.__('No format is known for %1 of %2.', name, library);
    }
  }

  /** How a library is shown; one that is not in the table, by its own name. */
  family(name: string): Family {
    return (
      this._families.get(name) ?? {
        family: name,
        label: name,
        mark: name.slice(0, 2),
        color: 'neutral',
        shape: 'square'
      }
    );
  }

  private _reason(mro: readonly string[]): Reason | null {
    const found = mro.map(entry => this._excluded.get(typeOf(entry)));
    return REASONS.find(reason => found.includes(reason)) ?? null;
  }

  private readonly _rows: ReadonlyMap<string, FormatRow>;
  private readonly _families: ReadonlyMap<string, Family>;
  private readonly _excluded: ReadonlyMap<string, Reason>;
}

/** The reason that says most comes first. */
const REASONS: readonly Reason[] = ['class', 'transient', 'data'];

/** A type as the table names it, of an entry of an MRO such as `library.inner:Outer.Name`. */
function typeOf(entry: string): string {
  const { library, name } = parse(entry);
  return `${library}.${name}`;
}

function parse(entry: string): { library: string; name: string } {
  const colon = entry.indexOf(':');
  const module = entry.slice(0, Math.max(colon, 0));
  const qualname = entry.slice(colon + 1);
  return {
    library: module.split('.', 1)[0],
    name: qualname.slice(qualname.lastIndexOf('.') + 1)
  };
}
