import type { ILoaded, ISaved } from '../tokens';
import { problemText, toProblem } from '../ui/errors';
import {
  type Args,
  byHand,
  type ICommandContext,
  type ITellContext,
  part,
  tellElsewhere,
  text,
  version,
  withRow
} from './context';
import { CommandIds } from './ids';

/** The command `save`. */
export async function save(
  raw: Args,
  context: ICommandContext
): Promise<ISaved | null> {
  const args = withRow(raw, context);
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
    const { askSave } = await import('../dialogs');
    const listed = variables.variables.find(item => item.name === variable);
    const fields = { description, tags: tags?.join(', ') };
    const saved = askSave({
      ...{ registry, variables, transfers, trans, variable, name, kernel },
      id: kernel ? undefined : listed?.id,
      fields
    });
    return tellEnd(saved, context, result => tellSaved(result, context));
  });
}

/** The command `load`. */
export async function load(
  raw: Args,
  context: ICommandContext
): Promise<ILoaded | null> {
  const args = withRow(raw, context);
  const { registry, transfers, trans, variables } = context;
  const variable = text(args.variable);
  const known = text(args.name);
  const options = {
    version: version(args.version, trans),
    part: part(args.part, trans),
    kernel: text(args.kernel)
  };
  if (known && variable && args.row !== true) {
    const overwrite = args.overwrite === true;
    const trust = text(args.trust);
    const { done } = await transfers.load({
      ...{ name: known, variable, overwrite, trust },
      ...options,
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
          trans,
          trans.__('Load model'),
          trans.__('Next')
        )
      )?.name;
    if (!name) {
      return null;
    }
    const loaded = askLoad({
      ...{ registry, variables, transfers, trans, name, variable },
      ...options
    });
    return tellEnd(loaded, context, result =>
      tellDone(
        trans.__(
          'Loaded version %1 of %2 into %3.',
          result.version,
          result.name,
          result.variable
        ),
        result.name,
        context
      )
    );
  });
}

/** Tell how a transfer ended; a failure is in its row, and in a toast when the panel is out of sight. */
async function tellEnd<T>(
  transfer: Promise<T | null>,
  context: ICommandContext,
  tell: (result: T) => void
): Promise<T | null> {
  try {
    const result = await transfer;
    if (result !== null) {
      tell(result);
    }
    return result;
  } catch (reason) {
    tellElsewhere(context, 'error', problemText(toProblem(reason)));
    return null;
  }
}

/** Tell that a save ended well, where the panel does not. */
export function tellSaved(
  { name, version }: ISaved,
  context: ITellContext
): void {
  const { trans } = context;
  tellDone(
    trans.__('Saved as version %1 of %2.', version, name),
    name,
    context
  );
}

function tellDone(message: string, name: string, context: ITellContext): void {
  const { app, trans } = context;
  tellElsewhere(context, 'success', message, {
    label: trans.__('Open'),
    callback: () =>
      void byHand(trans.__('Could not open %1', name), () =>
        app.commands.execute(CommandIds.openModel, { name })
      )
  });
}
