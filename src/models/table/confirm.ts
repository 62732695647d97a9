import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

/** Names that the question lists. */
const LISTED = 8;

/** Ask before several models go to the trash. */
export async function confirmDelete(
  names: readonly string[],
  trans: TranslationBundle
): Promise<boolean> {
  const more = names.length - LISTED;
  const listed = names.slice(0, LISTED).map(name => `“${name}”`);
  if (more > 0) {
    listed.push(trans._n('%1 more', '%1 more', more));
  }
  const result = await showDialog({
    title: trans._n('Delete %1 model?', 'Delete %1 models?', names.length),
    body: trans.__(
      '%1 go to the trash with all their versions, from where they can be restored.',
      listed.join(', ')
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Delete') })
    ]
  });
  return result.button.accept;
}
