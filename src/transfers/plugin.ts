import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { KernelAgent } from '../kernel/agent/agent';
import { IBreakpoint } from '../kernel/debugger/breakpoint';
import { KernelFinder } from '../kernel/session/finder';
import { KernelLocals } from '../kernel/debugger/locals';
import { IKernelVariables, IModelRegistry, IModelTransfers } from '../tokens';
import { ModelTransfers } from './transfers';
import { followSettings } from '../ui/settings';

/** Provides saves and loads. */
const plugin: JupyterFrontEndPlugin<IModelTransfers> = {
  id: 'jupyterlab-models:transfers',
  description: 'Provides saves of variables and loads of models.',
  provides: IModelTransfers,
  requires: [IModelRegistry, IKernelVariables],
  optional: [ISettingRegistry, ITranslator, IBreakpoint],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null,
    breakpoint: IBreakpoint | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const agent = new KernelAgent(() => registry.kernelSource(), trans);
    const transfers = new ModelTransfers({
      registry,
      agent,
      locals: new KernelLocals(breakpoint, agent, trans),
      kernels: new KernelFinder(variables, app.serviceManager, trans),
      trans,
      onLoaded: () => void variables.refresh()
    });
    void followSettings(settingRegistry, plugin.id, settings => {
      transfers.keepsCell = settings?.composite['keepCellSource'] !== false;
    });
    return transfers;
  }
};

export default plugin;
