import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IConsoleTracker } from '@jupyterlab/console';
import { IDebugger } from '@jupyterlab/debugger';
import { IEditorTracker } from '@jupyterlab/fileeditor';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ISaveHistory } from '../transfers/saveHistory';
// Needed at once: the items of menus have to be there before a menu opens.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { addVariableCommands } from './commands';
import type { PointedVariable } from './pointed';
import { IKernelVariables, IModelRegistry } from '../tokens';

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
    let pointed: PointedVariable | null = null;
    addVariableCommands({
      ...{ app, registry, saveHistory, trans },
      pointed: () => pointed?.current ?? null
    });
    void app.restored.then(async () => {
      const [menu, drop, insert] = await Promise.all([
        import('./pointed'),
        import('./drop'),
        import('./insert')
      ]);
      pointed = new menu.PointedVariable({
        ...{ variables, documents, debug },
        onFresh: () => app.contextMenu.menu.update()
      });
      new drop.ModelDrop(documents, (name, place) => {
        void insert.dropLoadCode(name, place, { registry, trans });
      });
    });
  }
};

export default editor;
