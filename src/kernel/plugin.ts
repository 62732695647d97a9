import { ILabShell } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IConsoleTracker } from '@jupyterlab/console';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { KernelAgent } from './agent/agent';
import { IBreakpoint } from './debugger/breakpoint';
import { KernelChooser } from './session/chooser';
import { CurrentSession } from './session/current';
import type { KernelTracker } from './session/current';
import { StashSweeper } from './debugger/stashedLocal';
import { KernelVariables } from './variables';
import { IKernelVariables, IModelRegistry } from '../tokens';
import { followSettings } from '../ui/settings';

/** Provides the variables of the current kernel. */
const plugin: JupyterFrontEndPlugin<IKernelVariables> = {
  id: 'jupyterlab-models:variables',
  description: 'Provides the variables of the current kernel.',
  provides: IKernelVariables,
  requires: [IModelRegistry],
  optional: [
    INotebookTracker,
    IConsoleTracker,
    ILabShell,
    ISettingRegistry,
    ITranslator,
    IBreakpoint
  ],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    notebooks: INotebookTracker | null,
    consoles: IConsoleTracker | null,
    labShell: ILabShell | null,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null,
    breakpoint: IBreakpoint | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const trackers: KernelTracker[] = [notebooks, consoles].filter(
      tracker => tracker !== null
    );
    const current = new CurrentSession(trackers, labShell ?? app.shell);
    const chooser = new KernelChooser(current, app.serviceManager);
    const agent = new KernelAgent(() => registry.kernelSource(), trans);
    const variables = new KernelVariables({
      ...{ chooser, registry, trans },
      breakpoint: breakpoint ?? undefined,
      sweeper: new StashSweeper(registry, agent)
    });
    void followSettings(settingRegistry, plugin.id, settings => {
      variables.probeAtStart = settings?.composite['probeAtStart'] !== false;
    });
    return variables;
  }
};

export default plugin;
