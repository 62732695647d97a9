import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ModelsServer } from './connection';
import { IModelsServer } from './token';

/** Provides the server part. */
const plugin: JupyterFrontEndPlugin<IModelsServer> = {
  id: 'jupyterlab-models:server',
  description: 'Provides the connection to the server part.',
  provides: IModelsServer,
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, translator: ITranslator | null) => {
    const { events, serverSettings } = app.serviceManager;
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const server = new ModelsServer({ serverSettings, events, trans });
    server.stateChanged.connect(() => {
      app.commands.notifyCommandChanged();
    });
    void app.started.then(() => server.start());
    return server;
  }
};

export default plugin;
