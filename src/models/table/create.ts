import type { IStateDB } from '@jupyterlab/statedb';
import { ModelListModel } from '../list/model';
import { TrashModel } from '../trash/model';
import type { Undo } from '../undo';
import { TableLayout } from './layout';
import { TableState } from './state';
import { ModelTable } from './widget';

/** What the table works with. */
export interface ITableOptions extends ModelListModel.IOptions {
  readonly undo: Undo;
  /** Where the columns are remembered; null where the application remembers nothing. */
  readonly state: IStateDB | null;
}

/** The table of all models. */
export async function createModelTable(
  options: ITableOptions
): Promise<ModelTable> {
  const { registry, trans } = options;
  const list = new ModelListModel(options);
  const layout = await TableLayout.load(options.state);
  return new ModelTable(
    new TableState(list, layout, options),
    new TrashModel(registry, trans),
    options.undo
  );
}
