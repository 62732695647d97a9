import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIds } from '../contract/commands';
import { IFormats, IKernelVariables } from '../kernel/token';
import { IModelsPanel, IRowMenu } from '../panel/token';
import { IModelRegistry } from '../registry/token';
import { IModelTransfers } from '../transfers/token';
import { loadSettings } from '../ui/settings';
import { addEditCommands } from './edit/commands';
import { addLoadCommand } from './load/commands';
import { addPageCommands } from './page/commands';
import { addTrashCommands } from './trash/commands';
import { IUndo, Undo } from './undo';

/** The last change that can be undone, shared by panel, pages and commands. */
const undo: JupyterFrontEndPlugin<IUndo> = {
  id: 'jupyterlab-models:undo',
  description:
    'Keeps the last change to models, to be undone from the message about it.',
  autoStart: true,
  provides: IUndo,
  optional: [ITranslator],
  activate: (_: JupyterFrontEnd, translator: ITranslator | null): IUndo =>
    new Undo((translator ?? nullTranslator).load('jupyterlab_models'))
};

/** The commands that load, edit, delete and restore models. */
const commands: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:commands',
  description:
    'The commands that load, edit, delete and restore models, with argument schemas.',
  autoStart: true,
  requires: [
    IModelRegistry,
    IFormats,
    IKernelVariables,
    IModelTransfers,
    IUndo,
    IRowMenu
  ],
  optional: [ISettingRegistry, ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    formats: IFormats,
    variables: IKernelVariables,
    transfers: IModelTransfers,
    undo: IUndo,
    rowMenu: IRowMenu,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    let settings: ISettingRegistry.ISettings | null = null;
    void loadSettings(settingRegistry, commands.id).then(loaded => {
      settings = loaded;
    });
    const context = { app, registry, formats, rowMenu, undo, trans };
    addLoadCommand({ ...context, variables, transfers });
    addEditCommands(context);
    addTrashCommands({
      ...context,
      confirmDelete: () => settings?.get('confirmDelete').composite !== false
    });
    const { load, rename, edit, delete: remove, restore, purge } = CommandIds;
    for (const command of [load, rename, edit, remove, restore, purge]) {
      palette?.addItem({ command, category: trans.__('Models') });
    }
  }
};

/** Pages of models in the main area. */
const page: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:page',
  description: 'Pages of models in the main area.',
  autoStart: true,
  requires: [IModelRegistry, IFormats, IModelTransfers, IUndo, IRowMenu],
  optional: [
    IRenderMimeRegistry,
    ITranslator,
    ILayoutRestorer,
    ICommandPalette
  ],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    formats: IFormats,
    transfers: IModelTransfers,
    undo: IUndo,
    rowMenu: IRowMenu,
    rendermime: IRenderMimeRegistry | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    addPageCommands({
      app,
      commands: app.commands,
      registry,
      formats,
      transfers,
      undo,
      rowMenu,
      rendermime,
      restorer,
      trans
    });
    palette?.addItem({
      command: CommandIds.openModel,
      category: trans.__('Models')
    });
  }
};

/** The section *Models* of the panel, with the trash. */
const section: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:models-section',
  description: 'The models in the Models panel.',
  autoStart: true,
  requires: [IModelsPanel, IModelRegistry, IFormats, IModelTransfers, IUndo],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    panel: IModelsPanel,
    registry: IModelRegistry,
    formats: IFormats,
    transfers: IModelTransfers,
    undo: IUndo,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    panel.addSection(async () => {
      const { createSection } = await import('./section');
      return createSection({
        registry,
        formats,
        transfers,
        undo,
        commands: app.commands,
        trans
      });
    }, 20);
  }
};

export default [undo, commands, page, section];
