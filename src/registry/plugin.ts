import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ModelRegistry } from './registry';
import { IModelRegistry } from '../tokens';
import { followSettings } from '../ui/settings';

/** Provides the registry of models. */
const plugin: JupyterFrontEndPlugin<IModelRegistry> = {
  id: 'jupyterlab-models:registry',
  description: 'Provides the registry of models behind the REST API.',
  provides: IModelRegistry,
  optional: [ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null
  ) => {
    const { events, serverSettings } = app.serviceManager;
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const registry = new ModelRegistry({ serverSettings, events, trans });
    void app.started.then(() => registry.start());
    void followSettings(settingRegistry, plugin.id, settings => {
      if (settings) {
        const seconds = settings.composite['pollInterval'] as number;
        registry.interval = seconds * 1000;
      }
    });
    return registry;
  }
};

export default plugin;
