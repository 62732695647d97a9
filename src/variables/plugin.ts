import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIds } from '../contract/commands';
import { IFormats, IKernelVariables } from '../kernel/token';
import { IModelsPanel, IRowMenu } from '../panel/token';
import { IModelRegistry } from '../registry/token';
import { ISaveHistory } from '../transfers/saveHistory';
import { IModelTransfers } from '../transfers/token';
import { loadSettings } from '../ui/settings';
import { addSaveCommand } from './commands';

/** Users have the setting of this section under the name of the panel. */
const SETTINGS = 'jupyterlab-models:panel';

/** The command that saves a variable. */
const save: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:save',
  description: 'The command that saves a variable as a model.',
  autoStart: true,
  requires: [IModelRegistry, IKernelVariables, IModelTransfers, IRowMenu],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    transfers: IModelTransfers,
    rowMenu: IRowMenu,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    addSaveCommand({ app, registry, variables, transfers, rowMenu, trans });
    palette?.addItem({
      command: CommandIds.save,
      category: trans.__('Models')
    });
  }
};

/** The section *Variables* of the panel. */
const section: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:variables-section',
  description: 'The variables of the current kernel in the Models panel.',
  autoStart: true,
  requires: [
    IModelsPanel,
    IModelRegistry,
    IKernelVariables,
    IFormats,
    IModelTransfers,
    ISaveHistory
  ],
  optional: [ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    panel: IModelsPanel,
    registry: IModelRegistry,
    variables: IKernelVariables,
    formats: IFormats,
    transfers: IModelTransfers,
    saveHistory: ISaveHistory,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const settings = loadSettings(settingRegistry, SETTINGS);
    variables.isActive = panel.isVisible;
    panel.visibleChanged.connect((_, isVisible) => {
      variables.isActive = isVisible;
    });
    panel.addSection(async () => {
      const [{ VariablesModel }, { createSection }, loaded] = await Promise.all(
        [import('./model'), import('./section'), settings]
      );
      const showAll = () => loaded?.get('showAll').composite === true;
      const model = new VariablesModel({
        registry,
        variables,
        formats,
        transfers,
        saveHistory,
        commands: app.commands,
        trans,
        showAll: showAll()
      });
      loaded?.changed.connect(() => {
        model.showAll = showAll();
      });
      return createSection(model, value => {
        model.showAll = value;
        void loaded?.set('showAll', value);
      });
    }, 10);
  }
};

export default [save, section];
