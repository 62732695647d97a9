import { InputDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Operation } from '../contract/schemas';
import { operationTitle } from './texts';

/** Ask for one of some operations; null when the user gave up. */
export async function chooseOperation(
  operations: readonly Operation[],
  title: string,
  trans: TranslationBundle
): Promise<string | null> {
  const items = operations.map(
    // Several may have the same title.
    (operation, index) =>
      trans.__('%1. %2', index + 1, operationTitle(operation, trans))
  );
  const { value } = await InputDialog.getItem({
    title,
    items,
    okLabel: title,
    label: trans.__('Operation')
  });
  return operations[items.indexOf(value ?? '')]?.id ?? null;
}
