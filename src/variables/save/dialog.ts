import type { ISaved } from '../../transfers/token';
import { showForm } from '../../ui/formDialog';
import { SaveForm } from './model';
import { SaveView } from './view';

/** Ask how to save a variable and do it; null when the user gave up. */
export async function askSave(
  options: SaveForm.IOptions
): Promise<ISaved | null> {
  const { trans, variable } = options;
  const begun = await showForm(new SaveForm(options), SaveView, {
    title: variable
      ? trans.__('Save %1 as model', variable)
      : trans.__('Save variable as model'),
    trans,
    focus: variable ? '#jp-models-save-name' : '#jp-models-save-variable'
  });
  return begun && begun.done;
}
