import type { TranslationBundle } from '@jupyterlab/translation';
import type { TrashEntry } from '../tokens';

/** What was deleted, in words. */
export function deletedWords(
  entry: TrashEntry,
  trans: TranslationBundle
): string {
  return entry.version === null
    ? trans.__('“%1” is in the trash.', entry.name)
    : trans.__(
        'Version %1 of “%2” is in the trash.',
        entry.version,
        entry.name
      );
}
