import type { TranslationBundle } from '@jupyterlab/translation';
import type { ColumnDef } from '@tanstack/react-table';
import type { ModelHead } from '../../contract/schemas';
import type { SortKey } from '../list/model';

/** The columns in their usual order: what most people look for stands where narrow pages show it. */
export const COLUMNS = [
  'name',
  'state',
  'type',
  'family',
  'bytes',
  'updated',
  'tags',
  'author',
  'version',
  'notebook',
  'variable',
  'format',
  'origin',
  'created',
  'uses'
] as const;

/** A column of the table. */
export type ColumnId = (typeof COLUMNS)[number];

/** Widths in px: of 700 px the first six columns fit, of 1,600 px all. */
const WIDTHS: Record<ColumnId, number> = {
  name: 232,
  state: 72,
  type: 72,
  family: 96,
  bytes: 72,
  updated: 120,
  tags: 138,
  author: 98,
  version: 82,
  notebook: 116,
  variable: 86,
  format: 84,
  origin: 72,
  created: 120,
  uses: 84
};

/** The narrowest that a column can be made, and the widest. */
export const NARROWEST = 48;
export const WIDEST = 800;

/** Columns that are sorted by, which the server knows by the same name. */
const UNSORTED: readonly ColumnId[] = ['tags', 'uses'];

/** What a column is sorted by; null where it cannot be. */
export function sortKey(id: ColumnId): SortKey | null {
  return UNSORTED.includes(id) ? null : (id as SortKey);
}

/** Numbers stand at the right. */
export function isNumber(id: ColumnId): boolean {
  return id === 'bytes' || id === 'version';
}

/** As react-table takes them; the name, by which rows are known, is always shown. */
export const DEFINITIONS: ColumnDef<ModelHead>[] = COLUMNS.map(id => ({
  id,
  size: WIDTHS[id],
  minSize: NARROWEST,
  maxSize: WIDEST,
  enableHiding: id !== 'name'
}));

/** Headings of the columns. */
export function columnLabel(id: ColumnId, trans: TranslationBundle): string {
  const labels: Record<ColumnId, string> = {
    name: trans.__('Name'),
    state: trans.__('State'),
    type: trans.__('Type'),
    family: trans.__('Family'),
    version: trans.__('Version'),
    bytes: trans.__('Size'),
    updated: trans.__('Updated'),
    tags: trans.__('Tags'),
    author: trans.__('Author'),
    notebook: trans.__('Notebook'),
    variable: trans.__('Variable'),
    format: trans.__('Format'),
    origin: trans.__('Origin'),
    created: trans.__('Created'),
    uses: trans.__('Used by')
  };
  return labels[id];
}
