import type { TranslationBundle } from '@jupyterlab/translation';
import {
  type Args,
  ARGUMENTS,
  CommandIds,
  describeArgs,
  text,
  version
} from '../../contract/commands';
import type { TrashEntry } from '../../contract/schemas';
import type { IFormats } from '../../kernel/token';
import { type INotifyContext, notify } from '../../panel/notify';
import { withRow } from '../../panel/row';
import type { IRowMenu } from '../../panel/token';
import type { IModelRegistry } from '../../registry/token';
import { canWrite } from '../../server/token';
import { byHand } from '../../ui/errors';
import type { Undo } from '../undo';

/** What the commands work with. */
export interface ITrashContext extends INotifyContext {
  readonly registry: IModelRegistry;
  readonly formats: IFormats;
  readonly undo: Undo;
  readonly rowMenu: IRowMenu;
  /** Whether to ask before deleting. */
  confirmDelete(): boolean;
}

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
    execute: args => deleteModel(args, context)
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
    execute: args => restore(args, context)
  });
}

async function deleteModel(raw: Args, context: ITrashContext): Promise<void> {
  const args = withRow(raw, context.rowMenu);
  const name = text(args.name);
  const { registry, trans } = context;
  const number = version(args.version, trans);
  if (name && args.confirmed === true) {
    await moveToTrash(name, number, context);
    return;
  }
  await byHand(trans.__('Could not delete'), async () => {
    const { askDelete, pickModel } = await import('../dialogs');
    const chosen =
      name ??
      (
        await pickModel(
          registry,
          context.formats,
          trans,
          trans.__('Delete model'),
          trans.__('Delete')
        )
      )?.name;
    if (!chosen) {
      return null;
    }
    const sure =
      !context.confirmDelete() ||
      (await askDelete(await registry.get(chosen), number, trans));
    if (sure) {
      await moveToTrash(chosen, number, context);
    }
    return null;
  });
}

async function moveToTrash(
  name: string,
  number: number | undefined,
  context: ITrashContext
): Promise<void> {
  const { registry, trans, undo } = context;
  const entry = await registry.delete(name, number);
  if (!entry) {
    notify(context, 'success', trans.__('“%1” was removed.', name));
    return;
  }
  undo.offer({
    text: deletedWords(entry, trans),
    run: async () => {
      await registry.restore(entry.id);
    }
  });
}

/** What was deleted, in words. */
function deletedWords(entry: TrashEntry, trans: TranslationBundle): string {
  return entry.version === null
    ? trans.__('“%1” is in the trash.', entry.name)
    : trans.__(
        'Version %1 of “%2” is in the trash.',
        entry.version,
        entry.name
      );
}

async function restore(args: Args, context: ITrashContext): Promise<void> {
  const { registry, trans } = context;
  const name = text(args.name);
  if (name) {
    const entry = findEntry(
      await registry.trash(),
      name,
      version(args.version, trans)
    );
    if (!entry) {
      throw new Error(
        trans.__(
          'There is no model named “%1” in the trash. It may have been restored or removed for good.',
          name
        )
      );
    }
    await registry.restore(entry.id);
    return;
  }
  await byHand(trans.__('Could not restore'), async () => {
    const entries = await registry.trash();
    if (entries.length === 0) {
      throw new Error(trans.__('The trash is empty.'));
    }
    const { pickEntry } = await import('../dialogs');
    const entry = await pickEntry(entries, trans);
    if (entry) {
      await registry.restore(entry.id);
    }
    return null;
  });
}

/** The entry that was deleted last, of this model or of this version of it. */
function findEntry(
  entries: readonly TrashEntry[],
  name: string,
  number: number | undefined
): TrashEntry | null {
  const wanted = name.normalize('NFC').toLowerCase();
  return (
    entries.find(
      entry =>
        entry.name.normalize('NFC').toLowerCase() === wanted &&
        (number === undefined || entry.version === number)
    ) ?? null
  );
}
