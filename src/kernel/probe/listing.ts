/** Version of the probe's answers that is understood. */
const PROTOCOL = 2;

/** Reject larger listings: no honest probe sends them. */
const MOST_ROWS = 50_000;

/** A variable as the probe lists it. */
export interface IListed {
  readonly name: string;
  /** Names along the MRO of its class: the first is `module:qualname`, the bases are `top-level package:name`. */
  readonly mro: readonly string[];
  /** Identity of what the name is bound to; the agent understands it. */
  readonly id: string;
}

/** The variables of a kernel at one moment, by their names. */
export interface IListing {
  /** Changes with every start of the kernel. */
  readonly boot: string;
  /** Rises when a look finds a change. */
  readonly revision: number;
  readonly variables: ReadonlyMap<string, IListed>;
  /** Globals that hold local variables for their saves. */
  readonly held: readonly string[];
}

/** What changed between two revisions. */
export interface IChanges {
  readonly boot: string;
  readonly revision: number;
  /** Who knows an older revision than this cannot catch up. */
  readonly since: number;
  readonly types: readonly (readonly string[])[];
  /** Of each look that found a change: its revision, names with the index of their type, names that are gone. */
  readonly looks: readonly [number, Record<string, number>, string[]][];
  /** As in a listing. */
  readonly held: readonly string[];
}

type Fields = Record<string, unknown>;

/** The schema `KernelListing`. A kernel can answer anything: null for what is none. */
export function readListing(answer: unknown): IListing | null {
  const fields = Object(answer) as Fields;
  const { protocol, boot, revision, types, names, kinds, bound } = fields;
  const { held = [] } = fields;
  if (
    protocol !== PROTOCOL ||
    typeof boot !== 'string' ||
    !isCount(revision) ||
    !isTypes(types) ||
    !isList(names, isText) ||
    !isList(kinds, isIndexOf(types)) ||
    !isList(bound, isCount) ||
    !isList(held, isText) ||
    names.length !== kinds.length ||
    names.length !== bound.length ||
    names.length > MOST_ROWS
  ) {
    return null;
  }
  const variables = new Map(
    names.map((name, i) => [
      name,
      { name, mro: types[kinds[i]], id: `${boot}:${bound[i]}` }
    ])
  );
  return { boot, revision, variables, held };
}

/** The schema `KernelChanges`, or null. */
export function readChanges(answer: unknown): IChanges | null {
  const fields = Object(answer) as Fields;
  const { protocol, boot, revision, since, types = [], changes } = fields;
  const { held = [] } = fields;
  const good =
    protocol === PROTOCOL &&
    typeof boot === 'string' &&
    isCount(revision) &&
    isCount(since) &&
    isTypes(types) &&
    isList(held, isText) &&
    isList(changes, isLook(types)) &&
    changes.length <= MOST_ROWS;
  return good
    ? {
        boot,
        revision,
        since,
        types,
        looks: changes as IChanges['looks'],
        held
      }
    : null;
}

/** The listing after the changes; null when it is too old, or of another start of the kernel. */
export function applyChanges(
  listing: IListing,
  changes: IChanges
): IListing | null {
  const { boot, revision, since, types, looks, held } = changes;
  if (
    boot !== listing.boot ||
    listing.revision < since ||
    listing.revision > revision
  ) {
    return null;
  }
  const due = looks.filter(([at]) => at > listing.revision);
  if (due.length === 0) {
    const isSame = held.join() === listing.held.join();
    return revision !== listing.revision
      ? null
      : isSame
        ? listing
        : { ...listing, held };
  }
  const variables = new Map(listing.variables);
  for (const [at, set, gone] of due) {
    gone.forEach(name => variables.delete(name));
    for (const [name, kind] of Object.entries(set)) {
      variables.set(name, { name, mro: types[kind], id: `${boot}:${at}` });
    }
  }
  return { boot, revision, variables, held };
}

function isLook(types: unknown[]) {
  return (value: unknown): value is IChanges['looks'][number] =>
    Array.isArray(value) &&
    isCount(value[0]) &&
    typeof value[1] === 'object' &&
    value[1] !== null &&
    Object.values(value[1]).every(isIndexOf(types)) &&
    isList(value[2], isText);
}

function isTypes(value: unknown): value is string[][] {
  return isList(
    value,
    (type): type is string[] => isList(type, isText) && type.length > 0
  );
}

function isList<T>(
  value: unknown,
  fits: (item: unknown) => item is T
): value is T[] {
  return Array.isArray(value) && value.every(fits);
}

function isIndexOf(list: unknown[]) {
  return (value: unknown): value is number =>
    isCount(value) && value < list.length;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
