import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIds } from '../contract/commands';
import { IKernelVariables } from '../kernel/token';
import { IModelsServer } from '../server/token';
import { addCommands } from './commands';
import { ModelsPanel } from './panel';
import { RowMenu } from './row';
import { IModelsPanel, IRowMenu } from './token';

/** The row whose menu was opened last, shared by all commands of rows. */
const row: JupyterFrontEndPlugin<IRowMenu> = {
  id: 'jupyterlab-models:row',
  description: 'Keeps the row whose menu was opened last.',
  provides: IRowMenu,
  activate: (): IRowMenu => new RowMenu()
};

/** The Models panel in the right sidebar, and the commands that show and refresh it. */
const panel: JupyterFrontEndPlugin<IModelsPanel> = {
  id: 'jupyterlab-models:panel',
  description: 'The Models panel in the right sidebar.',
  autoStart: true,
  provides: IModelsPanel,
  requires: [IModelsServer, IKernelVariables],
  optional: [ITranslator, ILayoutRestorer, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    server: IModelsServer,
    variables: IKernelVariables,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null
  ): IModelsPanel => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const widget = new ModelsPanel(translator ?? nullTranslator, async () => {
      const { ServerBanner } = await import('./banner');
      return new ServerBanner(server, trans);
    });
    app.shell.add(widget, 'right', { rank: 650, type: 'Models' });
    restorer?.add(widget, widget.id);
    addCommands(app, server, variables, trans);
    for (const command of [CommandIds.open, CommandIds.refresh]) {
      palette?.addItem({ command, category: trans.__('Models') });
    }
    return widget;
  }
};

export default [row, panel];
