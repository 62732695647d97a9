import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { KernelAgent } from '../kernel/agent';
import { KernelFinder } from '../kernel/finder';
import { IKernelVariables, IModelRegistry, IModelTransfers } from '../tokens';
import { ModelTransfers } from '../transfers/transfers';

/** Provides saves and loads. */
const plugin: JupyterFrontEndPlugin<IModelTransfers> = {
  id: 'jupyterlab-models:transfers',
  description: 'Provides saves of variables and loads of models.',
  provides: IModelTransfers,
  requires: [IModelRegistry, IKernelVariables],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    return new ModelTransfers({
      registry,
      agent: new KernelAgent(() => registry.kernelSource(), trans),
      kernels: new KernelFinder(variables, app.serviceManager, trans),
      trans,
      onLoaded: () => void variables.refresh()
    });
  }
};

export default plugin;
