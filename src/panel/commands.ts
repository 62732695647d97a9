import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandIds, describeArgs } from '../contract/commands';
import type { IKernelVariables } from '../kernel/token';
import type { IModelsServer } from '../server/token';
import { PANEL_ID } from './panel';

/** Add the commands that show the panel and refresh it. */
export function addCommands(
  { commands, shell }: JupyterFrontEnd,
  server: IModelsServer,
  variables: IKernelVariables,
  trans: TranslationBundle
): void {
  commands.addCommand(CommandIds.open, {
    label: trans.__('Show Models'),
    caption: trans.__('Show the Models panel'),
    describedBy: describeArgs(),
    execute: () => shell.activateById(PANEL_ID)
  });
  commands.addCommand(CommandIds.refresh, {
    label: trans.__('Refresh Models'),
    caption: trans.__('Ask the server and the kernel again'),
    describedBy: describeArgs(),
    execute: async () => {
      await Promise.all([server.refresh(), variables.refresh()]);
    }
  });
}
