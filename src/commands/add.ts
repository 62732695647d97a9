import type { CommandRegistry } from '@lumino/commands';
import type { IDocuments } from '../editor/places';
import { canWrite } from '../ui/allowed';
import { ARGS } from './args';
import { type ICommandContext, withRow } from './context';
import { CommandIds, PANEL_ID } from './ids';
import { insertLoadCode } from '../editor/insert';
import { load, save } from './transfer';
import { deleteModel, restore } from '../models/trash/commands';

/** The commands that the palette shows. */
export const PALETTE = Object.values(CommandIds);

/** Add all commands but those that open pages, which come with the pages. */
export function addCommands(
  context: ICommandContext,
  documents: IDocuments
): void {
  const { app, registry, variables, trans } = context;
  const add = (id: string, options: CommandRegistry.ICommandOptions) => {
    app.commands.addCommand(id, options);
  };
  const allowed = () => canWrite(registry);

  add(CommandIds.open, {
    label: trans.__('Show Models'),
    caption: trans.__('Show the Models panel'),
    describedBy: ARGS.none,
    execute: () => app.shell.activateById(PANEL_ID)
  });
  add(CommandIds.save, {
    label: args =>
      args.row
        ? trans.__('Save as Model…')
        : trans.__('Save Variable as Model…'),
    caption: trans.__('Save a variable of the kernel as a versioned model'),
    isEnabled: allowed,
    describedBy: ARGS.save,
    execute: args => save(args, context)
  });
  add(CommandIds.load, {
    label: args => (args.row ? trans.__('Load…') : trans.__('Load Model…')),
    caption: trans.__('Load a model into a variable of the kernel'),
    describedBy: ARGS.load,
    execute: args => load(args, context)
  });
  add(CommandIds.delete, {
    label: args => (args.row ? trans.__('Delete…') : trans.__('Delete Model…')),
    caption: trans.__('Move a model or one version of it to the trash'),
    isEnabled: allowed,
    describedBy: ARGS.delete,
    execute: args => deleteModel(args, context)
  });
  add(CommandIds.restore, {
    label: trans.__('Restore Deleted Model…'),
    caption: trans.__('Put a deleted model or version back where it was'),
    isEnabled: allowed,
    describedBy: ARGS.restore,
    execute: args => restore(args, context)
  });
  add(CommandIds.insertLoadCode, {
    label: trans.__('Insert Load Code'),
    caption: trans.__(
      'Insert Python that loads the model, without this extension'
    ),
    describedBy: ARGS.model,
    execute: args => insertLoadCode(withRow(args, context), context, documents)
  });
  add(CommandIds.refresh, {
    label: trans.__('Refresh Models'),
    caption: trans.__('Ask the server and the kernel again'),
    describedBy: ARGS.none,
    execute: async () => {
      await Promise.all([registry.refresh(), variables.refresh()]);
    }
  });

  registry.serverChanged.connect(() => {
    app.commands.notifyCommandChanged();
  });
}
