import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IConsoleTracker } from '@jupyterlab/console';
import { IDebugger } from '@jupyterlab/debugger';
import { IEditorTracker } from '@jupyterlab/fileeditor';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIds } from '../contract/commands';
import { IFormats, IKernelVariables } from '../kernel/token';
import { IRowMenu } from '../panel/token';
import { IModelRegistry } from '../registry/token';
import { ISaveHistory } from '../transfers/saveHistory';
import { addVariableCommands } from './commands';
import { addInsertCommand, dropLoadCode } from './insert';
import type { MenuVariable } from './menuVariable';

/** The command that inserts the code that loads a model. */
const insert: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:insert',
  description: 'The command that inserts the code that loads a model.',
  autoStart: true,
  requires: [IModelRegistry, IFormats, IRowMenu],
  optional: [
    ITranslator,
    ICommandPalette,
    INotebookTracker,
    IConsoleTracker,
    IEditorTracker
  ],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    formats: IFormats,
    rowMenu: IRowMenu,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    notebooks: INotebookTracker | null,
    consoles: IConsoleTracker | null,
    editors: IEditorTracker | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const documents = { notebooks, consoles, editors };
    addInsertCommand({ app, registry, formats, rowMenu, documents, trans });
    palette?.addItem({
      command: CommandIds.insertLoadCode,
      category: trans.__('Models')
    });
  }
};

/** The menu on a variable in an editor or in the debugger, and places where rows of models can be dropped. */
const editor: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:editor',
  description:
    'The menu on variables in editors and in the debugger, and models dropped on notebooks and editors.',
  autoStart: true,
  requires: [IModelRegistry, IKernelVariables, ISaveHistory],
  optional: [
    ITranslator,
    INotebookTracker,
    IConsoleTracker,
    IEditorTracker,
    IDebugger
  ],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    saveHistory: ISaveHistory,
    translator: ITranslator | null,
    notebooks: INotebookTracker | null,
    consoles: IConsoleTracker | null,
    editors: IEditorTracker | null,
    debug: IDebugger | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const documents = { notebooks, consoles, editors };
    let pointed: MenuVariable | null = null;
    addVariableCommands({
      app,
      registry,
      saveHistory,
      trans,
      pointed: () => pointed?.current ?? null
    });
    void app.restored.then(async () => {
      const [menu, drop] = await Promise.all([
        import('./menuVariable'),
        import('./drop')
      ]);
      pointed = new menu.MenuVariable({
        variables,
        documents,
        debug,
        onFresh: () => app.contextMenu.menu.update()
      });
      new drop.ModelDrop(documents, (name, place) => {
        void dropLoadCode(name, place, { registry, trans });
      });
    });
  }
};

export default [insert, editor];
