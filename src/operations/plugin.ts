import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CommandIds } from '../contract/commands';
import { IModelsServer } from '../server/token';
import { addOperationCommands } from './commands';
import { Operations } from './operations';
import { IOperations } from './token';

/** Follows the long work of the server. */
const operations: JupyterFrontEndPlugin<IOperations> = {
  id: 'jupyterlab-models:operations',
  description: 'Follows the long work of the server.',
  provides: IOperations,
  requires: [IModelsServer],
  optional: [ITranslator],
  activate: (
    _: JupyterFrontEnd,
    server: IModelsServer,
    translator: ITranslator | null
  ): IOperations => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    return new Operations(server, trans);
  }
};

/** The commands on operations, and what the status bar shows of them. */
const status: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:status',
  description:
    'Shows running operations in the status bar, and adds commands on them.',
  autoStart: true,
  requires: [IOperations],
  optional: [IStatusBar, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    operations: IOperations,
    statusBar: IStatusBar | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const { commands } = app;
    const context = { commands, operations, trans };
    addOperationCommands(context);
    const { cancelOperation, pauseOperation, resumeOperation } = CommandIds;
    for (const command of [cancelOperation, pauseOperation, resumeOperation]) {
      palette?.addItem({ command, category: trans.__('Models') });
    }
    operations.changed.connect(function show(): void {
      if (statusBar && operations.current.length > 0) {
        // From the first operation on.
        const bar = statusBar;
        statusBar = null;
        void import('./status').then(({ addStatusItem }) =>
          addStatusItem(bar, context)
        );
      }
    });
  }
};

export default [operations, status];
