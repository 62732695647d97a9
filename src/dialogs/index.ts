import { showForm } from '../ui/formDialog';
import { LoadForm } from '../models/load/view';
import { LoadModel } from '../models/load/model';
import { SaveForm } from '../variables/save/view';
import { SaveModel } from '../variables/save/model';
import type { ILoaded, ISaved } from '../tokens';

export { askDelete } from '../models/trash/deleteDialog';
export { pickModel } from '../models/pick';
export { pickEntry } from '../models/trash/restoreDialog';

/** Ask how to save a variable and do it; null when the user gave up. */
export async function askSave(
  options: SaveModel.IOptions
): Promise<ISaved | null> {
  const { trans, variable } = options;
  const begun = await showForm(new SaveModel(options), SaveForm, {
    title: variable
      ? trans.__('Save %1 as model', variable)
      : trans.__('Save variable as model'),
    trans,
    focus: variable ? '#jp-models-save-name' : '#jp-models-save-variable'
  });
  return begun && begun.done;
}

/** Ask how to load a model and do it; null when the user gave up. */
export async function askLoad(
  options: LoadModel.IOptions
): Promise<ILoaded | null> {
  const { trans, name } = options;
  const begun = await showForm(new LoadModel(options), LoadForm, {
    title: trans.__('Load %1', name),
    trans,
    focus: '#jp-models-load-variable'
  });
  return begun && begun.done;
}
