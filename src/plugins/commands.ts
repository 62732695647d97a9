import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IConsoleTracker } from '@jupyterlab/console';
import { IEditorTracker } from '@jupyterlab/fileeditor';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
// Needed at once: commands have to be there before layouts and menus are restored.
// eslint-disable-next-line jupyter/prefer-lazy-imports
import { addCommands, PALETTE } from '../commands/add';
import { IMenuRow } from '../panel/row';
import { IUndo } from '../models/trash/undo';
import { IKernelVariables, IModelRegistry, IModelTransfers } from '../tokens';
import { setLanguage } from '../ui/units';
import { loadSettings } from '../ui/settings';

const ID = 'jupyterlab-models:commands';

/** The commands, in the palette and in the menus of rows. */
const commands: JupyterFrontEndPlugin<void> = {
  id: ID,
  description:
    'The commands that save, load, open, delete and restore models, with argument schemas.',
  autoStart: true,
  requires: [
    IModelRegistry,
    IKernelVariables,
    IModelTransfers,
    IUndo,
    IMenuRow
  ],
  optional: [
    ISettingRegistry,
    ITranslator,
    ICommandPalette,
    INotebookTracker,
    IConsoleTracker,
    IEditorTracker
  ],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    variables: IKernelVariables,
    transfers: IModelTransfers,
    undo: IUndo,
    row: IMenuRow,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    notebooks: INotebookTracker | null,
    consoles: IConsoleTracker | null,
    editors: IEditorTracker | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    setLanguage((translator ?? nullTranslator).languageCode);
    let settings: ISettingRegistry.ISettings | null = null;
    void loadSettings(settingRegistry, ID).then(loaded => {
      settings = loaded;
    });
    addCommands(
      {
        ...{ app, registry, variables, transfers, undo, row, trans },
        confirmDelete: () => settings?.get('confirmDelete').composite !== false
      },
      { notebooks, consoles, editors }
    );
    for (const command of PALETTE) {
      palette?.addItem({ command, category: trans.__('Models') });
    }
  }
};

export default commands;
