import {
  ILayoutRestorer,
  IRouter,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIds } from '../contract/commands';
import { IFormats } from '../kernel/token';
import { IUndo } from '../models/undo';
import { IModelRegistry } from '../registry/token';
import { IModelTransfers } from '../transfers/token';
import { addWorkbenchCommands, OPEN_TAB } from './commands';
import { CUSTOM_MODELS, followLinks } from './link';
import { IWorkbench } from './token';
import type { WorkbenchPage } from './view';
import { Workbench } from './workbench';

/** The workbench in the main area, and all ways to it. */
const workbench: JupyterFrontEndPlugin<IWorkbench> = {
  id: 'jupyterlab-models:workbench',
  description: 'The workbench in the main area, to which features add tabs.',
  autoStart: true,
  provides: IWorkbench,
  optional: [ITranslator, ILayoutRestorer, IRouter, ICommandPalette, ILauncher],
  activate: (
    app: JupyterFrontEnd,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    router: IRouter | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null
  ): IWorkbench => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const { commands, restored, shell } = app;
    let isRestored = false;
    void restored.then(() => {
      isRestored = true;
    });
    // The name is that of release 0.1.0: where its list of models was open, the workbench is.
    const tracker = new WidgetTracker<WorkbenchPage>({
      namespace: 'jupyterlab-models-browse'
    });
    const made = new Workbench({
      tracker,
      place: () => ({ shell, trans, isRestored })
    });
    addWorkbenchCommands({ commands, workbench: made, trans });
    void restorer?.restore(tracker, {
      command: OPEN_TAB,
      args: ({ content }) => ({ tab: content.currentTab }),
      name: () => 'browse'
    });
    if (router) {
      followLinks({ router, workbench: made, restored });
    }
    const category = trans.__('Models');
    palette?.addItem({ command: CommandIds.browse, category });
    launcher?.add({
      command: CommandIds.browse,
      args: { launcher: true },
      category: trans.__('Other'),
      rank: 5
    });
    return made;
  }
};

/** The tab with all models that a user has. */
const customModels: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:custom-models',
  description: 'All models of the user, in a tab of the workbench.',
  autoStart: true,
  requires: [IWorkbench, IModelRegistry, IFormats, IModelTransfers, IUndo],
  optional: [ITranslator, IStateDB],
  activate: (
    app: JupyterFrontEnd,
    workbench: IWorkbench,
    registry: IModelRegistry,
    formats: IFormats,
    transfers: IModelTransfers,
    undo: IUndo,
    translator: ITranslator | null,
    state: IStateDB | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const { commands } = app;
    const made = { commands, registry, formats, transfers, undo };
    const context = { ...made, state, trans };
    workbench.addTab({
      id: CUSTOM_MODELS,
      label: trans.__('Custom models'),
      rank: 20,
      create: async () => {
        const { createModelTable } = await import('../models/table/create');
        return createModelTable(context);
      },
      open: (table, id) => table.open(id)
    });
  }
};

export default [workbench, customModels];
