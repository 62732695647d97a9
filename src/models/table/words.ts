import type { TranslationBundle } from '@jupyterlab/translation';
import type { Schemas } from '../../contract/schemas';

/** What stands in a cell without a value. */
export const NOTHING = '–';

/** The type of a model in one word. */
export function typeWord(
  type: Schemas['ModelType'],
  trans: TranslationBundle
): string {
  switch (type) {
    case 'base':
      return trans.__('Base');
    case 'merged':
      return trans.__('Merged');
    case 'adapter':
      return trans.__('Adapter');
    case 'none':
      return NOTHING;
  }
}

/** Where a model came from, in one word. */
export function originWord(
  origin: Schemas['Origin'],
  trans: TranslationBundle
): string {
  switch (origin) {
    case 'kernel':
      return trans.__('Kernel');
    case 'import':
      return trans.__('Import');
    case 'catalog':
      return trans.__('Catalog');
    case 'job':
      return trans.__('Job');
  }
}

/** A moment in UTC to the second. */
export function utc(time: string): string {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`;
}
