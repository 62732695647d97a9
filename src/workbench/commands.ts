import { CommandIds, describeArgs, text } from '../contract/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { modelIcon } from '../ui/icons';
import type { Workbench } from './workbench';

/** Id of the tab of the models that a user has. */
export const CUSTOM_MODELS = 'custom';

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
    execute: () => workbench.open(CUSTOM_MODELS)
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
    execute: ({ tab, item }) =>
      workbench.open(text(tab) ?? CUSTOM_MODELS, text(item))
  });
}
