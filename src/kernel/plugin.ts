import { ILabShell } from '@jupyterlab/application';
import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IConsoleTracker } from '@jupyterlab/console';
import { IDebugger } from '@jupyterlab/debugger';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IModelsServer } from '../server/token';
import { followSettings } from '../ui/settings';
import { KernelAgent } from './agent/agent';
import { Breakpoint, IBreakpoint } from './debugger/breakpoint';
import { Formats, KernelSource } from './client';
import { StashSweeper } from './debugger/stashedLocal';

import { KernelChooser } from './session/chooser';
import { CurrentSession } from './session/current';
import type { KernelTracker } from './session/current';
import { IFormats, IKernelSource, IKernelVariables } from './token';
import { KernelVariables } from './variables';

const formats: JupyterFrontEndPlugin<IFormats> = {
  id: 'jupyterlab-models:formats',
  description: 'Provides the table of types and formats.',
  provides: IFormats,
  requires: [IModelsServer],
  activate: (_: JupyterFrontEnd, server: IModelsServer) => new Formats(server)
};

const source: JupyterFrontEndPlugin<IKernelSource> = {
  id: 'jupyterlab-models:kernel-source',
  description: 'Provides the source of the kernel’s half.',
  provides: IKernelSource,
  requires: [IModelsServer],
  activate: (_: JupyterFrontEnd, server: IModelsServer) =>
    new KernelSource(server)
};

/** What JupyterLab's debugger shows, shared by the list of variables and the saves, so that both forget it together. */
const breakpoint: JupyterFrontEndPlugin<IBreakpoint> = {
  id: 'jupyterlab-models:breakpoint',
  description: 'Tells what the debugger shows of a kernel at a breakpoint.',
  provides: IBreakpoint,
  requires: [IDebugger],
  optional: [ITranslator],
  activate: (
    _: JupyterFrontEnd,
    debug: IDebugger,
    translator: ITranslator | null
  ): IBreakpoint => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    return new Breakpoint(debug, trans);
  }
};

/** Provides the variables of the current kernel. */
export const variables: JupyterFrontEndPlugin<IKernelVariables> = {
  id: 'jupyterlab-models:variables',
  description: 'Provides the variables of the current kernel.',
  provides: IKernelVariables,
  requires: [IModelsServer, IFormats, IKernelSource],
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
    server: IModelsServer,
    formats: IFormats,
    source: IKernelSource,
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
    const agent = new KernelAgent(() => source.load(), trans);
    const made = new KernelVariables({
      chooser: new KernelChooser(current, app.serviceManager),
      server,
      formats,
      source,
      trans,
      breakpoint: breakpoint ?? undefined,
      sweeper: new StashSweeper(
        transfer =>
          server.call(http =>
            http.GET('/transfers/{transfer}', {
              params: { path: { transfer } }
            })
          ),
        agent
      )
    });
    void followSettings(settingRegistry, variables.id, settings => {
      made.probeAtStart = settings?.composite['probeAtStart'] !== false;
    });
    return made;
  }
};

export default [formats, source, breakpoint, variables];
