import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Model, Schemas, TrashEntry } from '../../contract/schemas';
import { Widget } from '@lumino/widgets';
import { formatBytes } from '../../ui/units';

/** Ask before a model or one version of it goes to the trash. */
export async function askDelete(
  model: Model,
  version: number | undefined,
  trans: TranslationBundle
): Promise<boolean> {
  if (!model.latest) {
    return askRemove(model, trans);
  }
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

/** Ask before something leaves the trash for good. */
export async function askPurge(
  name: string,
  entries: readonly TrashEntry[],
  trans: TranslationBundle
): Promise<boolean> {
  const versions = entries.reduce((sum, entry) => sum + entry.versions, 0);
  const size = formatBytes(
    entries.reduce((sum, entry) => sum + entry.bytes, 0)
  );
  const result = await showDialog({
    title: trans.__('Permanently delete %1?', name),
    body: trans._n(
      '%1 version (%2) in the trash is deleted with its files. This cannot be undone.',
      '%1 versions (%2) in the trash are deleted with their files. This cannot be undone.',
      versions,
      size
    ),
    // What cannot be undone is not done by a key that was pressed too often.
    defaultButton: 0,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Permanently delete') })
    ]
  });
  return result.button.accept;
}

/** Ask before a model without a version is removed; nothing of it goes to the trash. */
async function askRemove(
  { name, state }: Model,
  trans: TranslationBundle
): Promise<boolean> {
  const result = await showDialog({
    title: trans.__('Remove %1?', name),
    body:
      state === 'pending'
        ? trans.__(
            'What is making it is canceled. It has no version yet, so nothing goes to the trash.'
          )
        : trans.__('It has no version, so nothing goes to the trash.'),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.warnButton({ label: trans.__('Remove') })
    ]
  });
  return result.button.accept;
}

/** Say why a model cannot be deleted now. */
export async function tellInUse(
  { name }: Model,
  uses: readonly Schemas['Use'][],
  trans: TranslationBundle
): Promise<void> {
  const body = new Widget();
  const text = document.createElement('p');
  text.textContent = trans.__(
    'It cannot be deleted while something uses it. End this first:'
  );
  const list = document.createElement('ul');
  list.append(
    ...uses.map(({ label }) => {
      const item = document.createElement('li');
      item.textContent = label;
      return item;
    })
  );
  body.node.append(text, list);
  await showDialog({
    title: trans.__('%1 is in use', name),
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
}
