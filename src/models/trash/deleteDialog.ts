import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Model } from '../../contract/schemas';
import { formatBytes } from '../../ui/units';

/** Ask before a model or one version of it goes to the trash. */
export async function askDelete(
  model: Model,
  version: number | undefined,
  trans: TranslationBundle
): Promise<boolean> {
  const whole = version === undefined || model.items.length === 1;
  const going = whole
    ? model.items
    : model.items.filter(item => item.version === version);
  const size = formatBytes(going.reduce((sum, item) => sum + item.bytes, 0));
  const result = await showDialog({
    title: whole
      ? trans.__('Delete %1?', model.name)
      : trans.__('Delete version %1 of %2?', version, model.name),
    body: whole
      ? trans._n(
          'Its only version (%2) goes to the trash, from where it can be restored.',
          'All its %1 versions (%2) go to the trash, from where they can be restored.',
          model.items.length,
          size
        )
      : trans.__(
          'This version (%1) goes to the trash, from where it can be restored. The other versions stay.',
          size
        ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Delete') })
    ]
  });
  return result.button.accept;
}
