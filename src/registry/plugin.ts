import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IModelsServer } from '../server/token';
import { followSettings } from '../ui/settings';
import { ModelRegistry } from './client';
import { IModelRegistry } from './token';

/** Provides the registry of models. */
const plugin: JupyterFrontEndPlugin<IModelRegistry> = {
  id: 'jupyterlab-models:registry',
  description: 'Provides the registry of models behind the REST API.',
  provides: IModelRegistry,
  requires: [IModelsServer],
  optional: [ISettingRegistry],
  activate: (
    _: JupyterFrontEnd,
    server: IModelsServer,
    settingRegistry: ISettingRegistry | null
  ) => {
    void followSettings(settingRegistry, plugin.id, settings => {
      if (settings) {
        const seconds = settings.composite['pollInterval'] as number;
        server.interval = seconds * 1000;
      }
    });
    return new ModelRegistry(server);
  }
};

export default plugin;
