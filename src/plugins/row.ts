import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IMenuRow, MenuRow } from '../panel/row';

/** The row whose menu was opened last, shared by commands and pages. */
const row: JupyterFrontEndPlugin<IMenuRow> = {
  id: 'jupyterlab-models:row',
  description: 'Keeps the row whose menu was opened last.',
  provides: IMenuRow,
  activate: (): IMenuRow => new MenuRow()
};

export default row;
