import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISaveAgain, SaveAgain } from '../commands/again';
import { IKernelVariables, IModelRegistry, IModelTransfers } from '../tokens';

/** Saves of variables that were saved before, shared by the panel and the menus of editors. */
const again: JupyterFrontEndPlugin<ISaveAgain> = {
  id: 'jupyterlab-models:again',
  description:
    'Saves variables, without asking, into the models they were saved as before.',
  provides: ISaveAgain,
  requires: [IModelRegistry, IKernelVariables, IModelTransfers],
  activate: (
    _: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    transfers: IModelTransfers
  ): ISaveAgain => new SaveAgain({ registry, variables, transfers })
};

export default again;
