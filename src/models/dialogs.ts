import type { Model } from '../contract/schemas';
import type { ILoaded } from '../transfers/token';
import { showForm } from '../ui/formDialog';
import type { IEditContext } from './edits';
import { EditForm, EditView } from './edit/editForm';
import { RenameForm, RenameView } from './edit/renameForm';
import type { IEditTarget } from './edit/values';
import { LoadForm } from './load/model';
import { LoadView } from './load/view';

export { pickModel } from './pick';
export { askDelete, askPurge, tellInUse } from './trash/deleteDialog';
export { pickEntry } from './trash/entryDialog';

/** Ask how to load a model and do it; null when the user gave up. */
export async function askLoad(
  options: LoadForm.IOptions
): Promise<ILoaded | null> {
  const { trans, name } = options;
  const begun = await showForm(new LoadForm(options), LoadView, {
    title: trans.__('Load %1', name),
    trans,
    focus: '#jp-models-load-variable'
  });
  return begun && begun.done;
}

/** Ask for the new name of a model and give it; null when the user gave up. */
export function askRename(
  model: Model,
  to: string | undefined,
  context: IEditContext
): Promise<Model | null> {
  const { trans } = context;
  return showForm(new RenameForm(model, to, context), RenameView, {
    title: trans.__('Rename %1', model.name),
    trans,
    focus: '#jp-models-rename-name'
  });
}

/** Edit what is written about a model or version; null when the user gave up. */
export function askEdit(
  target: IEditTarget,
  context: IEditContext
): Promise<Model | null> {
  const { trans } = context;
  const { model, version } = target;
  return showForm(new EditForm(target, context), EditView, {
    title: version
      ? trans.__('Edit version %1 of %2', version.version, model.name)
      : trans.__('Edit %1', model.name),
    trans,
    focus: version ? '#jp-models-edit-note' : '#jp-models-edit-description'
  });
}
