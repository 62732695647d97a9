import { ARGUMENTS, CommandIds, describeArgs } from '../../contract/commands';
import { withRow } from '../../panel/row';
import { canWrite } from '../../server/token';
import type { ITrashContext } from './run';

/** Add the commands that delete and restore models. */
export function addTrashCommands(context: ITrashContext): void {
  const { app, registry, trans } = context;
  const isEnabled = () => canWrite(registry.server);
  app.commands.addCommand(CommandIds.delete, {
    label: args => (args.row ? trans.__('Delete…') : trans.__('Delete Model…')),
    caption: trans.__('Move a model or one version of it to the trash'),
    isEnabled,
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      confirmed: {
        type: 'boolean',
        description: 'True: delete without asking'
      },
      version: {
        ...ARGUMENTS.version,
        description: 'Number of the version; default the whole model'
      },
      row: ARGUMENTS.row
    }),
    execute: async raw => {
      const args = withRow(raw, context.rowMenu);
      const { deleteModel } = await import('./run');
      return deleteModel(args, context);
    }
  });
  app.commands.addCommand(CommandIds.restore, {
    label: trans.__('Restore Deleted Model…'),
    caption: trans.__('Put a deleted model or version back where it was'),
    isEnabled,
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      version: {
        ...ARGUMENTS.version,
        description: 'Number of the version; default what was deleted last'
      }
    }),
    execute: async args => (await import('./run')).restore(args, context)
  });
  app.commands.addCommand(CommandIds.purge, {
    label: trans.__('Permanently Delete Model…'),
    caption: trans.__('Permanently delete a model that is in the trash'),
    isEnabled,
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      confirmed: {
        type: 'boolean',
        description: 'True: delete without asking'
      }
    }),
    execute: async args => (await import('./run')).purge(args, context)
  });
}
