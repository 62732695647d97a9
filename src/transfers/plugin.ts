import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { KernelAgent } from '../kernel/agent/agent';
import { IBreakpoint } from '../kernel/debugger/breakpoint';
import { KernelLocals } from '../kernel/debugger/locals';
import { KernelFinder } from '../kernel/session/finder';
import { IKernelSource, IKernelVariables } from '../kernel/token';
import { IOperations } from '../operations/token';
import { IModelRegistry } from '../registry/token';
import { followSettings } from '../ui/settings';
import { ISaveHistory, SaveHistory } from './saveHistory';
import { IModelTransfers } from './token';
import { ModelTransfers } from './transfers';

/** Provides saves and loads. */
export const transfers: JupyterFrontEndPlugin<IModelTransfers> = {
  id: 'jupyterlab-models:transfers',
  description: 'Provides saves of variables and loads of models.',
  provides: IModelTransfers,
  requires: [IModelRegistry, IKernelVariables, IKernelSource],
  optional: [ISettingRegistry, ITranslator, IBreakpoint, IOperations],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    source: IKernelSource,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null,
    breakpoint: IBreakpoint | null,
    operations: IOperations | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const agent = new KernelAgent(() => source.load(), trans);
    const made = new ModelTransfers({
      registry,
      agent,
      locals: new KernelLocals(breakpoint, agent, trans),
      kernels: new KernelFinder(variables, app.serviceManager, trans),
      trans,
      onLoaded: () => void variables.refresh()
    });
    void followSettings(settingRegistry, transfers.id, settings => {
      made.keepsCell = settings?.composite['keepCellSource'] !== false;
    });
    operations?.addRetry({
      can: ({ id }) => made.optionsOf(id) !== null,
      run: async ({ id }) => {
        const { done } = await made.retry(id);
        // The new operation tells of a failure.
        done.catch(() => undefined);
      }
    });
    return made;
  }
};

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

export default [transfers, saveHistory];
