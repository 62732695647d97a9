import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IUndo, Undo } from './undo';
import { IModelRegistry } from '../../tokens';

/** The last deletion, shared by panel and commands. */
const undo: JupyterFrontEndPlugin<IUndo> = {
  id: 'jupyterlab-models:undo',
  description:
    'Keeps the last deletion to be undone from the message about it.',
  autoStart: true,
  provides: IUndo,
  requires: [IModelRegistry],
  activate: (_: JupyterFrontEnd, registry: IModelRegistry): IUndo =>
    new Undo(registry)
};

export default undo;
