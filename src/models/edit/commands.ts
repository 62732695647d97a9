import { ARGUMENTS, CommandIds, describeArgs } from '../../contract/commands';
import { withRow } from '../../panel/row';
import { canWrite } from '../../server/token';
import type { IEditCommandContext } from './run';

/** Add the commands that change what a model is called and what is written about it. */
export function addEditCommands(context: IEditCommandContext): void {
  const { app, registry, trans } = context;
  const isEnabled = () => canWrite(registry.server);
  app.commands.addCommand(CommandIds.rename, {
    label: args => (args.row ? trans.__('Rename…') : trans.__('Rename Model…')),
    caption: trans.__('Give a model another name'),
    isEnabled,
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      to: {
        type: 'string',
        description: 'The new name; with name: renamed at once'
      },
      row: ARGUMENTS.row
    }),
    execute: async raw => {
      const args = withRow(raw, context.rowMenu);
      const { rename } = await import('./run');
      return rename(args, context);
    }
  });
  app.commands.addCommand(CommandIds.edit, {
    label: args => (args.row ? trans.__('Edit…') : trans.__('Edit Model…')),
    caption: trans.__(
      'Edit the description and tags of a model, or the note and tags of a version'
    ),
    isEnabled,
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      description: { type: 'string', description: 'What the model is' },
      tags: {
        type: 'array',
        items: { type: 'string' },
        description:
          'All tags of the version if one is given, else of the model'
      },
      version: {
        ...ARGUMENTS.version,
        description: 'Number of the version that note and tags belong to'
      },
      note: {
        type: 'string',
        description: 'Note on the version in Markdown; default the latest one'
      },
      row: ARGUMENTS.row
    }),
    execute: async raw => {
      const args = withRow(raw, context.rowMenu);
      const { edit } = await import('./run');
      return edit(args, context);
    }
  });
}
