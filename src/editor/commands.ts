import type { SaveHistory } from '../transfers/saveHistory';
import { type INotifyContext, notify } from '../panel/notify';
import { CommandIds, describeArgs } from '../contract/commands';
import { mayBeModel } from '../kernel/classNames';
import { notifySaved } from '../variables/commands';
import type { IModelRegistry } from '../registry/token';
import type { IVariable } from '../kernel/token';
import { canWrite } from '../server/token';
import { problemText } from '../ui/errors';

/** The items of the menu on a variable in an editor or in the debugger; in no palette, as they need the mouse. */
export const VariableCommandIds = {
  save: 'jupyterlab-models:save-pointed',
  saveVersion: 'jupyterlab-models:save-version-of-pointed',
  load: 'jupyterlab-models:load-into-pointed'
} as const;

/** What the items work with. */
export interface IVariableCommandContext extends INotifyContext {
  readonly registry: IModelRegistry;
  readonly saveHistory: SaveHistory;
  /** The variable that the mouse pointed at when the menu opened, or null. */
  pointed(): IVariable | null;
}

/** Add the items of the menu on a variable. */
export function addVariableCommands(context: IVariableCommandContext): void {
  const { app, registry, saveHistory, trans } = context;
  const { commands } = app;
  const model = () => {
    const variable = context.pointed();
    // Numbers and texts stand all over the code: only those that were saved before are worth an item.
    const isOffered =
      variable &&
      (mayBeModel(variable) ||
        (variable.format && saveHistory.targetOf(variable.name)));
    return isOffered ? variable : null;
  };
  const target = () => {
    const variable = model();
    return variable && saveHistory.targetOf(variable.name);
  };

  commands.addCommand(VariableCommandIds.save, {
    label: trans.__('Save as Model…'),
    caption: trans.__('Save this variable as a versioned model'),
    isVisible: () => model() !== null,
    isEnabled: () => canWrite(registry.server),
    describedBy: describeArgs(),
    execute: async () => {
      const variable = model()?.name;
      if (variable) {
        await commands.execute(CommandIds.save, { variable });
      }
    }
  });
  commands.addCommand(VariableCommandIds.saveVersion, {
    label: () => {
      const known = target();
      return known
        ? trans.__('Save version %1 of %2', known.next, known.name)
        : trans.__('Save one more version');
    },
    caption: trans.__('Save this variable into the model it was saved as'),
    isVisible: () => target() !== null,
    isEnabled: () =>
      canWrite(registry.server) && !saveHistory.isWaiting(model()?.name ?? ''),
    describedBy: describeArgs(),
    execute: async () => {
      const variable = model();
      if (variable) {
        await saveVersion(variable, context);
      }
    }
  });
  commands.addCommand(VariableCommandIds.load, {
    label: trans.__('Load a Model into This Name…'),
    caption: trans.__('Choose a model and bind it to this name'),
    isVisible: () =>
      context.pointed()?.frame === undefined && context.pointed() !== null,
    describedBy: describeArgs(),
    execute: async () => {
      const variable = context.pointed()?.name;
      if (variable) {
        await commands.execute(CommandIds.load, { variable });
      }
    }
  });
}

async function saveVersion(
  variable: IVariable,
  context: IVariableCommandContext
): Promise<void> {
  const saved = await context.saveHistory.resave(variable);
  const problem = context.saveHistory.problemOf(variable.name);
  if (saved) {
    notifySaved(saved, context);
  } else if (problem) {
    notify(context, 'error', problemText(problem));
  }
}
