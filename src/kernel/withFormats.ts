import type { FormatTable } from './formats';
import type { FormatRow } from '../contract/schemas';
import type { IVariable } from './token';
import type { IFrame, IShown } from './debugger/breakpoint';
import { classNamed } from './classNames';
import type { IListing } from './probe/listing';

/** Types of what the debugger puts into a group, whose members it does not tell; it does so with classes too. */
const ROUTINES = ['function', 'method', 'builtin_function_or_method'];

/** The variables of a listing with the rows of the table of formats that fit. */
export function withFormats(
  { variables }: IListing,
  table: FormatTable
): IVariable[] {
  const formats = new Map<readonly string[], FormatRow | null>();
  return [...variables.values()].map(({ name, mro, id }) => {
    let format = formats.get(mro);
    if (format === undefined) {
      format = table.find(mro);
      formats.set(mro, format);
    }
    return { name, type: mro[0], mro, id, format };
  });
}

/**
 * What there is at a breakpoint: the local variables first, which hide global ones of the same name. Of the global ones
 * the last listing knows more than the debugger.
 */
export function withFormatsAtBreakpoint(
  { id: frame, locals, globals }: IFrame,
  last: readonly IVariable[],
  table: FormatTable
): IVariable[] {
  const named = ({ name, type }: IShown): IVariable => {
    const mro = classOf(type, last, table.rows);
    return { name, type: mro[0], mro, id: '', format: table.find(mro) };
  };
  const taken = new Set(locals.map(({ name }) => name));
  return [
    ...locals.map(shown => ({ ...named(shown), frame })),
    ...globalsNow(globals, last, named).filter(({ name }) => !taken.has(name))
  ];
}

/** Those that were listed and are there still, and those that came since. */
function globalsNow(
  shown: readonly IShown[] | null,
  last: readonly IVariable[],
  named: (shown: IShown) => IVariable
): IVariable[] {
  if (!shown) {
    return [...last];
  }
  const types = new Map(shown.map(({ name, type }) => [name, type]));
  const kept = last.filter(({ name, type, format }) =>
    types.has(name)
      ? types.get(name) === ownName(type)
      : format === null || ROUTINES.includes(ownName(type))
  );
  const known = new Set(kept.map(({ name }) => name));
  return [...kept, ...shown.filter(each => !known.has(each.name)).map(named)];
}

/** Names along the MRO of the class of this name, as far as it can be told: a class that was listed, or a known one. */
function classOf(
  name: string,
  last: readonly IVariable[],
  rows: readonly FormatRow[]
): readonly string[] {
  const listed = last.filter(({ type }) => ownName(type) === name);
  const types = new Set(listed.map(({ type }) => type));
  return types.size === 1 ? listed[0].mro : [classNamed(name, rows)];
}

/** The class's name without module and outer classes. */
function ownName(type: string): string {
  return type.slice(Math.max(type.lastIndexOf(':'), type.lastIndexOf('.')) + 1);
}

/** Whether two lists show the same. */
export function sameVariables(
  some: readonly IVariable[],
  others: readonly IVariable[]
): boolean {
  return (
    some.length === others.length &&
    some.every((one, i) => {
      const other = others[i];
      return (
        one.name === other.name &&
        one.id === other.id &&
        one.type === other.type &&
        one.format?.type === other.format?.type &&
        one.frame === other.frame
      );
    })
  );
}
