import type { ILoaded } from '../transfers/token';
import { showForm } from '../ui/formDialog';
import { LoadForm } from './load/model';
import { LoadView } from './load/view';

export { pickModel } from './pick';
export { askDelete } from './trash/deleteDialog';
export { pickEntry } from './trash/restoreDialog';

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
