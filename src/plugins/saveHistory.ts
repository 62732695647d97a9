import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISaveHistory, SaveHistory } from '../transfers/saveHistory';
import { IKernelVariables, IModelRegistry, IModelTransfers } from '../tokens';

/** Saves of variables that were saved before, shared by the panel and the menus of editors. */
const saveHistory: JupyterFrontEndPlugin<ISaveHistory> = {
  id: 'jupyterlab-models:again',
  description:
    'Saves variables, without asking, into the models they were saved as before.',
  provides: ISaveHistory,
  requires: [IModelRegistry, IKernelVariables, IModelTransfers],
  activate: (
    _: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    transfers: IModelTransfers
  ): ISaveHistory => new SaveHistory({ registry, variables, transfers })
};

export default saveHistory;
