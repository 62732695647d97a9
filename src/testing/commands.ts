import type { JupyterFrontEnd } from '@jupyterlab/application';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { addInsertCommand } from '../editor/insert';
import type { IKernelVariables } from '../kernel/token';
import { addEditCommands } from '../models/edit/commands';
import { addLoadCommand } from '../models/load/commands';
import { addTrashCommands } from '../models/trash/commands';
import { Undo } from '../models/undo';
import { addOperationCommands } from '../operations/commands';
import { addCommands } from '../panel/commands';
import { PANEL_ID } from '../panel/panel';
import type { IModelRegistry } from '../registry/token';
import type { IModelTransfers } from '../transfers/token';
import { addSaveCommand } from '../variables/commands';
import { FakeFormats } from './formats';
import { FakeRegistry, FakeTransfers, model } from './fakes';
import { FakeOperations } from './operations';
import { FakeVariables } from './variables';

/** All commands but those that open pages, in an application whose panel is in sight. */
export function addAllCommands(parts: {
  registry: IModelRegistry;
  variables: IKernelVariables;
  transfers: IModelTransfers;
}) {
  const { registry, variables } = parts;
  const commands = new CommandRegistry();
  const activated: string[] = [];
  const shell = {
    activateById: (id: string) => activated.push(id),
    widgets: (area: string) =>
      area === 'right' ? [{ id: PANEL_ID, isVisible: true }] : [],
    currentWidget: null
  };
  const app = { commands, shell } as unknown as JupyterFrontEnd;
  const trans = nullTranslator.load('');
  const undo = new Undo(trans);
  const context = {
    ...parts,
    app,
    formats: new FakeFormats(),
    undo,
    rowMenu: { current: {} },
    documents: { notebooks: null, consoles: null, editors: null },
    confirmDelete: () => true,
    trans
  };
  addCommands(app, registry.server, variables, trans);
  addSaveCommand(context);
  addLoadCommand(context);
  addEditCommands(context);
  addTrashCommands(context);
  addInsertCommand(context);
  const operations = new FakeOperations();
  addOperationCommands({ commands, operations, trans });
  return { commands, operations, undo, activated };
}

/** The commands over fakes. */
export function commandRig() {
  const registry = new FakeRegistry();
  registry.models.set('churn', model());
  const variables = new FakeVariables();
  const transfers = new FakeTransfers();
  const added = addAllCommands({ registry, variables, transfers });
  return { registry, variables, transfers, ...added };
}
