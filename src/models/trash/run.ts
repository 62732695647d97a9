import type { TranslationBundle } from '@jupyterlab/translation';
import { type Args, text, version } from '../../contract/commands';
import type { Model, Schemas, TrashEntry } from '../../contract/schemas';
import type { IFormats } from '../../kernel/token';
import { type INotifyContext, notify } from '../../panel/notify';
import type { IRowMenu } from '../../panel/token';
import type { IModelRegistry } from '../../registry/token';
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

/** Move a model or version to the trash. */
export async function deleteModel(
  args: Args,
  context: ITrashContext
): Promise<void> {
  const name = text(args.name);
  const { registry, trans } = context;
  const number = version(args.version, trans);
  if (name && args.confirmed === true) {
    await moveToTrash(name, number, context);
    return;
  }
  await byHand(trans.__('Could not delete'), async () => {
    const { askDelete, pickModel, tellInUse } = await import('../dialogs');
    const chosen =
      name ??
      (
        await pickModel(
          registry,
          context.formats,
          trans,
          trans.__('Delete model'),
          trans.__('Delete'),
          false
        )
      )?.name;
    if (!chosen) {
      return null;
    }
    const model = await registry.get(chosen);
    const uses = await blockingUses(model, registry);
    if (uses.length > 0) {
      await tellInUse(model, uses, trans);
      return null;
    }
    if (!context.confirmDelete() || (await askDelete(model, number, trans))) {
      await moveToTrash(chosen, number, context);
    }
    return null;
  });
}

/** What keeps a model from being deleted. */
async function blockingUses(
  { id }: Model,
  registry: IModelRegistry
): Promise<Schemas['Use'][]> {
  // Where they cannot be listed, the server still refuses.
  const uses = await registry.uses().catch(() => []);
  return uses.filter(use => use.model === id && use.blocks.includes('delete'));
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

/** Bring a model or version back from the trash. */
export async function restore(
  args: Args,
  context: ITrashContext
): Promise<void> {
  const { registry, trans } = context;
  const name = text(args.name);
  if (name) {
    const number = version(args.version, trans);
    const entry = entriesOf(await registry.trash(), name).find(
      each => number === undefined || each.version === number
    );
    if (!entry) {
      throw new Error(
        trans.__(
          'There is no model named “%1” in the trash. It may have been restored or permanently deleted.',
          name
        )
      );
    }
    await registry.restore(entry.id);
    return;
  }
  await byHand(trans.__('Could not restore'), async () => {
    const words = {
      title: trans.__('Restore model'),
      accept: trans.__('Restore')
    };
    const entry = await askEntry(words, context);
    if (entry) {
      await registry.restore(entry.id);
    }
    return null;
  });
}

/** Permanently delete what the trash has under a name. */
export async function purge(args: Args, context: ITrashContext): Promise<void> {
  const { registry, trans } = context;
  const name = text(args.name);
  if (name && args.confirmed === true) {
    await purgeAll(await deletedOf(name, context), registry);
    return;
  }
  await byHand(trans.__('Could not delete'), async () => {
    const { askPurge } = await import('../dialogs');
    const chosen =
      name ??
      (
        await askEntry(
          {
            title: trans.__('Permanently delete model'),
            accept: trans.__('Next')
          },
          context
        )
      )?.name;
    if (!chosen) {
      return null;
    }
    const entries = await deletedOf(chosen, context);
    if (await askPurge(chosen, entries, trans)) {
      await purgeAll(entries, registry);
    }
    return null;
  });
}

async function purgeAll(
  entries: TrashEntry[],
  registry: IModelRegistry
): Promise<void> {
  for (const { id } of entries) {
    await registry.purge(id);
  }
}

/** Ask which deletion is meant; null when the user gave up. */
async function askEntry(
  words: { title: string; accept: string },
  { registry, trans }: ITrashContext
): Promise<TrashEntry | null> {
  const entries = await registry.trash();
  if (entries.length === 0) {
    throw new Error(trans.__('The trash is empty.'));
  }
  const { pickEntry } = await import('../dialogs');
  return pickEntry(entries, words, trans);
}

/** What the trash has under a name; throws where it has nothing. */
async function deletedOf(
  name: string,
  { registry, trans }: ITrashContext
): Promise<TrashEntry[]> {
  const entries = entriesOf(await registry.trash(), name);
  if (entries.length > 0) {
    return entries;
  }
  // Throws for a model that is nowhere.
  const model = await registry.get(name);
  throw new Error(
    trans.__(
      '“%1” is not in the trash. Move it to the trash first; from there it can be permanently deleted.',
      model.name
    )
  );
}

/** Deletions of a model and of its versions, those made last first. */
function entriesOf(entries: readonly TrashEntry[], name: string): TrashEntry[] {
  const wanted = name.normalize('NFC').toLowerCase();
  return entries.filter(
    entry => entry.name.normalize('NFC').toLowerCase() === wanted
  );
}
