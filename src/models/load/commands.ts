import type { TranslationBundle } from '@jupyterlab/translation';
import {
  type Args,
  ARGUMENTS,
  CommandIds,
  describeArgs,
  text,
  version
} from '../../contract/commands';
import type { LoadPart } from '../../contract/schemas';
import type { IFormats, IKernelVariables } from '../../kernel/token';
import { type INotifyContext, notifyDone, notifyEnd } from '../../panel/notify';
import { withRow } from '../../panel/row';
import type { IRowMenu } from '../../panel/token';
import type { IModelRegistry } from '../../registry/token';
import type { ILoaded, IModelTransfers } from '../../transfers/token';
import { byHand } from '../../ui/errors';

/** What the command works with. */
export interface ILoadContext extends INotifyContext {
  readonly registry: IModelRegistry;
  readonly formats: IFormats;
  readonly variables: IKernelVariables;
  readonly transfers: IModelTransfers;
  readonly rowMenu: IRowMenu;
}

/** Add the command that loads a model. */
export function addLoadCommand(context: ILoadContext): void {
  const { app, trans } = context;
  app.commands.addCommand(CommandIds.load, {
    label: args => (args.row ? trans.__('Load…') : trans.__('Load Model…')),
    caption: trans.__('Load a model into a variable of the kernel'),
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      variable: {
        type: 'string',
        description: 'Python name to bind; with name: loaded at once'
      },
      version: ARGUMENTS.version,
      overwrite: {
        type: 'boolean',
        description: 'Replace what the variable is bound to'
      },
      trust: {
        type: 'string',
        description:
          'SHA-256 of the version, when loading runs code that somebody else saved'
      },
      part: {
        type: 'string',
        enum: ['weights'],
        description:
          'Load only the tensors, as a dict; of versions whose weights have a file of their own'
      },
      kernel: ARGUMENTS.kernel,
      row: ARGUMENTS.row
    }),
    execute: args => load(args, context)
  });
}

async function load(raw: Args, context: ILoadContext): Promise<ILoaded | null> {
  const args = withRow(raw, context.rowMenu);
  const { registry, formats, transfers, trans, variables } = context;
  const variable = text(args.variable);
  const known = text(args.name);
  const options = {
    version: version(args.version, trans),
    part: part(args.part, trans),
    kernel: text(args.kernel)
  };
  if (known && variable && args.row !== true) {
    const { done } = await transfers.load({
      ...options,
      name: known,
      variable,
      overwrite: args.overwrite === true,
      trust: text(args.trust),
      quiet: true
    });
    return done;
  }
  return byHand(trans.__('Could not load'), async () => {
    const { askLoad, pickModel } = await import('../dialogs');
    const name =
      known ??
      (
        await pickModel(
          registry,
          formats,
          trans,
          trans.__('Load model'),
          trans.__('Next')
        )
      )?.name;
    if (!name) {
      return null;
    }
    const loaded = askLoad({
      ...options,
      registry,
      variables,
      transfers,
      trans,
      name,
      variable
    });
    return notifyEnd(context, loaded, result =>
      notifyDone(
        context,
        trans.__(
          'Loaded version %1 of %2 into %3.',
          result.version,
          result.name,
          result.variable
        ),
        result.name
      )
    );
  });
}

/** What of a version is loaded; undefined for the whole. */
function part(value: unknown, trans: TranslationBundle): LoadPart | undefined {
  if (value !== undefined && value !== null && value !== 'weights') {
    throw new Error(
      trans.__('Unknown part “%1”. Use “weights”, or omit it.', String(value))
    );
  }
  return value ?? undefined;
}
