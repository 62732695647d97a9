import { CommandIds, describeArgs, text } from '../contract/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { modelIcon } from '../ui/icons';
import { CUSTOM_MODELS } from './link';
import type { Workbench } from './workbench';

/** Shows a tab of the workbench; restores the layout, too. */
export const OPEN_TAB = 'jupyterlab-models:open-tab';

/** What the commands work with. */
export interface ICommandsContext {
  readonly commands: CommandRegistry;
  readonly workbench: Workbench;
  readonly trans: TranslationBundle;
}

/** Add the commands that open the workbench. */
export function addWorkbenchCommands(context: ICommandsContext): void {
  const { commands, workbench, trans } = context;
  commands.addCommand(CommandIds.browse, {
    label: args =>
      args.launcher ? trans.__('Models') : trans.__('All Models'),
    caption: trans.__('Open all models in the workbench'),
    icon: args => (args.launcher ? modelIcon : undefined),
    describedBy: describeArgs(),
    execute: async args => {
      const page = await workbench.open(CUSTOM_MODELS);
      // The launcher gives its place to a widget that it gets; others get what can be sent as JSON.
      return args.launcher ? page : null;
    }
  });
  commands.addCommand(OPEN_TAB, {
    label: trans.__('Open a Tab of Models'),
    caption: trans.__('Open a tab of the workbench'),
    describedBy: describeArgs({
      tab: { type: 'string', description: 'Id of the tab; default `custom`' },
      item: {
        type: 'string',
        description: 'What to show in it, such as the id of a model'
      }
    }),
    execute: async ({ tab, item }) => {
      await workbench.open(text(tab) ?? CUSTOM_MODELS, text(item));
    }
  });
}
