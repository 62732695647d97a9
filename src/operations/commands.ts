import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { CommandIds, describeArgs, text } from '../contract/commands';
import type { Operation } from '../contract/schemas';
import type { IOperations } from './token';

/** What the commands work with. */
export interface ICommandsContext {
  readonly commands: CommandRegistry;
  readonly operations: IOperations;
  readonly trans: TranslationBundle;
}

/** One of the commands. */
interface IAction {
  readonly id: string;
  readonly action: 'cancel' | 'pause' | 'resume';
  readonly label: string;
  readonly caption: string;
  /** Title of the dialog that asks which operation is meant. */
  readonly title: string;
  /** Said when there is none. */
  readonly none: string;
}

/** Add the commands that cancel, pause and resume operations. */
export function addOperationCommands(context: ICommandsContext): void {
  const { commands, operations, trans } = context;
  for (const { id, action, label, caption, title, none } of actions(trans)) {
    const possible = () =>
      operations.current.filter(({ actions }) => actions.includes(action));
    let wasPossible = false;
    operations.changed.connect(() => {
      const isPossible = possible().length > 0;
      if (isPossible !== wasPossible) {
        wasPossible = isPossible;
        commands.notifyCommandChanged(id);
      }
    });
    commands.addCommand(id, {
      label,
      caption,
      describedBy: describeArgs({
        operation: { type: 'string', description: 'Id of the operation' }
      }),
      isEnabled: args =>
        text(args.operation) !== undefined || possible().length > 0,
      execute: async args => {
        const given = text(args.operation);
        const operation = given ?? (await choose(possible(), title, none));
        if (operation === null) {
          return null;
        }
        const { state } = await operations[action](operation);
        return { operation, state };
      }
    });
  }

  async function choose(
    possible: readonly Operation[],
    title: string,
    none: string
  ): Promise<string | null> {
    if (possible.length === 0) {
      throw new Error(none);
    }
    const { chooseOperation } = await import('./choose');
    return chooseOperation(possible, title, trans);
  }
}

function actions(trans: TranslationBundle): IAction[] {
  return [
    {
      id: CommandIds.cancelOperation,
      action: 'cancel',
      label: trans.__('Cancel Operation…'),
      caption: trans.__('Cancel a save, a load or other long work on models'),
      title: trans.__('Cancel operation'),
      none: trans.__('No operation is running.')
    },
    {
      id: CommandIds.pauseOperation,
      action: 'pause',
      label: trans.__('Pause Operation…'),
      caption: trans.__('Pause long work on models'),
      title: trans.__('Pause operation'),
      none: trans.__('No running operation can be paused.')
    },
    {
      id: CommandIds.resumeOperation,
      action: 'resume',
      label: trans.__('Resume Operation…'),
      caption: trans.__('Go on with paused work on models'),
      title: trans.__('Resume operation'),
      none: trans.__('No operation is paused.')
    }
  ];
}
