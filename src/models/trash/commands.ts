import { Notification } from '@jupyterlab/apputils';
import type { TrashEntry } from '../../tokens';
import { deletedWords } from '../../ui/deletedWords';
import { problemText } from '../../ui/errors';
import {
  type Args,
  byHand,
  type ICommandContext,
  tellElsewhere,
  text,
  version,
  withRow
} from '../../commands/context';

/** The command `delete`. */
export async function deleteModel(
  raw: Args,
  context: ICommandContext
): Promise<void> {
  const args = withRow(raw, context);
  const name = text(args.name);
  const { registry, trans } = context;
  const number = version(args.version, trans);
  if (name && args.confirmed === true) {
    await moveToTrash(name, number, context);
    return;
  }
  await byHand(trans.__('Could not delete'), async () => {
    const { askDelete, pickModel } = await import('../../dialogs');
    const chosen =
      name ??
      (
        await pickModel(
          registry,
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
  context: ICommandContext
): Promise<void> {
  const { registry, trans, undo } = context;
  const entry = await registry.delete(name, number);
  undo.offer(entry);
  tellElsewhere(context, 'success', deletedWords(entry, trans), {
    label: trans.__('Undo'),
    callback: () => void undoFromToast(entry, context)
  });
}

/** A toast can be pressed when the bar is gone, or tells of another deletion. */
async function undoFromToast(
  entry: TrashEntry,
  context: ICommandContext
): Promise<void> {
  const { undo } = context;
  const problem = await undo.undo(entry);
  if (!problem) {
    return;
  }
  if (undo.entry === entry) {
    tellElsewhere(context, 'error', problemText(problem));
  } else {
    Notification.error(problemText(problem), { autoClose: false });
  }
}

/** The command `restore`. */
export async function restore(
  args: Args,
  context: ICommandContext
): Promise<void> {
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
    const { pickEntry } = await import('../../dialogs');
    const entry = await pickEntry(entries, trans);
    if (entry) {
      await registry.restore(entry.id);
    }
    return null;
  });
}

/** The entry that was deleted last, of this model or of this version of it. */
export function findEntry(
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
