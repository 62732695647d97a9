import {
  type Args,
  ARGUMENTS,
  CommandIds,
  describeArgs,
  text
} from '../contract/commands';
import type { IKernelVariables } from '../kernel/token';
import { type INotifyContext, notifyDone, notifyEnd } from '../panel/notify';
import { withRow } from '../panel/row';
import type { IRowMenu } from '../panel/token';
import type { IModelRegistry } from '../registry/token';
import { canWrite } from '../server/token';
import type { IModelTransfers, ISaved } from '../transfers/token';
import { byHand } from '../ui/errors';

/** What the command works with. */
export interface ISaveContext extends INotifyContext {
  readonly registry: IModelRegistry;
  readonly variables: IKernelVariables;
  readonly transfers: IModelTransfers;
  readonly rowMenu: IRowMenu;
}

/** Add the command that saves a variable. */
export function addSaveCommand(context: ISaveContext): void {
  const { app, registry, trans } = context;
  app.commands.addCommand(CommandIds.save, {
    label: args =>
      args.row
        ? trans.__('Save as Model…')
        : trans.__('Save Variable as Model…'),
    caption: trans.__('Save a variable of the kernel as a versioned model'),
    isEnabled: () => canWrite(registry.server),
    describedBy: describeArgs({
      variable: {
        type: 'string',
        description:
          'Name of the variable in the kernel; with name: saved at once'
      },
      name: {
        ...ARGUMENTS.name,
        description: 'Name of the model, new or existing'
      },
      description: { type: 'string', description: 'What the model is for' },
      tags: { type: 'array', items: { type: 'string' } },
      format: { type: 'string', description: 'Default: what fits the type' },
      kernel: ARGUMENTS.kernel,
      row: ARGUMENTS.row
    }),
    execute: args => save(args, context)
  });
}

async function save(raw: Args, context: ISaveContext): Promise<ISaved | null> {
  const args = withRow(raw, context.rowMenu);
  const { registry, transfers, trans, variables } = context;
  const variable = text(args.variable);
  const name = text(args.name);
  const description = text(args.description);
  const tags = Array.isArray(args.tags) ? args.tags.map(String) : undefined;
  const kernel = text(args.kernel);
  if (variable && name && args.row !== true) {
    const format = text(args.format);
    const { done } = await transfers.save({
      variable,
      name,
      description,
      tags,
      format,
      kernel,
      quiet: true
    });
    return done;
  }
  return byHand(trans.__('Could not save'), async () => {
    const { askSave } = await import('./save/dialog');
    const listed = variables.variables.find(item => item.name === variable);
    const saved = askSave({
      registry,
      variables,
      transfers,
      trans,
      variable,
      name,
      kernel,
      id: kernel ? undefined : listed?.id,
      fields: { description, tags: tags?.join(', ') }
    });
    return notifyEnd(context, saved, result => notifySaved(result, context));
  });
}

/** Tell that a save ended well, where the panel does not. */
export function notifySaved(
  { name, version }: ISaved,
  context: INotifyContext
): void {
  const { trans } = context;
  notifyDone(
    context,
    trans.__('Saved as version %1 of %2.', version, name),
    name
  );
}
