import type { TranslationBundle } from '@jupyterlab/translation';
import type { ModelHead, VersionHead } from '../contract/schemas';

/** The latest version of a model; throws where its first version is not ready, or could not be made. */
export function latestOf(
  { name, latest, state }: Pick<ModelHead, 'name' | 'latest' | 'state'>,
  trans: TranslationBundle
): VersionHead {
  if (!latest) {
    throw new Error(
      state === 'failed'
        ? trans.__('“%1” has no version: making it failed.', name)
        : trans.__('“%1” has no version yet. It is being made.', name)
    );
  }
  return latest;
}
