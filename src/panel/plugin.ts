import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ISaveHistory } from '../transfers/saveHistory';
import { IUndo } from '../models/trash/undo';
import { ModelsPanel } from './panel';
import {
  IKernelVariables,
  IModelRegistry,
  IModelsPanel,
  IModelTransfers
} from '../tokens';
import { loadSettings } from '../ui/settings';

const ID = 'jupyterlab-models:panel';

/** The Models panel in the right sidebar. */
const panel: JupyterFrontEndPlugin<IModelsPanel> = {
  id: ID,
  description: 'The Models panel in the right sidebar.',
  autoStart: true,
  provides: IModelsPanel,
  requires: [
    IModelRegistry,
    IKernelVariables,
    IModelTransfers,
    IUndo,
    ISaveHistory
  ],
  optional: [ISettingRegistry, ITranslator, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    transfers: IModelTransfers,
    undo: IUndo,
    saveHistory: ISaveHistory,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null
  ): IModelsPanel => {
    const settings = loadSettings(settingRegistry, ID);
    const widget = new ModelsPanel({
      translator: translator ?? nullTranslator,
      variables,
      fill: async self => {
        const [sections, loaded] = await Promise.all([
          import('./sections'),
          settings
        ]);
        const showAll = () => loaded?.get('showAll').composite === true;
        const model = sections.addSections(self, {
          registry,
          variables,
          transfers,
          undo,
          saveHistory,
          commands: app.commands,
          trans: (translator ?? nullTranslator).load('jupyterlab_models'),
          showAll: showAll(),
          setShowAll: value => {
            model.showAll = value;
            void loaded?.set('showAll', value);
          }
        });
        loaded?.changed.connect(() => {
          model.showAll = showAll();
        });
      }
    });
    app.shell.add(widget, 'right', { rank: 650, type: 'Models' });
    restorer?.add(widget, widget.id);
    return widget;
  }
};

export default panel;
