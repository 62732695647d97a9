import type { JupyterFrontEnd } from '@jupyterlab/application';
import {
  anyText,
  type Args,
  tags,
  text,
  version
} from '../../contract/commands';
import type { Model } from '../../contract/schemas';
import type { IFormats } from '../../kernel/token';
import type { IRowMenu } from '../../panel/token';
import { byHand } from '../../ui/errors';
import { editModel, type IEditContext } from '../edits';
import { editValues, type IEditTarget } from './values';

/** What the commands work with. */
export interface IEditCommandContext extends IEditContext {
  readonly app: JupyterFrontEnd;
  readonly formats: IFormats;
  readonly rowMenu: IRowMenu;
}

/** What the commands return. */
type Edited = { name: string } | null;

/** Give a model another name; null when the user gave up. */
export async function rename(
  args: Args,
  context: IEditCommandContext
): Promise<Edited> {
  const { registry, trans } = context;
  const name = text(args.name);
  const to = text(args.to);
  if (name && to) {
    return named(
      await editModel(await registry.get(name), { name: to }, context)
    );
  }
  return byHand(trans.__('Could not rename'), async () => {
    const { askRename } = await import('../dialogs');
    const chosen =
      name ?? (await pick(trans.__('Rename model'), trans.__('Next'), context));
    if (!chosen) {
      return null;
    }
    return named(await askRename(await registry.get(chosen), to, context));
  });
}

/** Edit a model or a version; null when the user gave up. */
export async function edit(
  args: Args,
  context: IEditCommandContext
): Promise<Edited> {
  const { trans } = context;
  const name = text(args.name);
  const number = version(args.version, trans);
  const values = {
    description: anyText(args.description, trans),
    tags: tags(args.tags, trans),
    note: anyText(args.note, trans)
  };
  if (name && Object.values(values).some(value => value !== undefined)) {
    const target = await fetchTarget(name, number, context);
    return named(await editValues(target, values, context));
  }
  return byHand(trans.__('Could not edit'), async () => {
    const { askEdit } = await import('../dialogs');
    const chosen =
      name ?? (await pick(trans.__('Edit model'), trans.__('Next'), context));
    if (!chosen) {
      return null;
    }
    return named(
      await askEdit(await fetchTarget(chosen, number, context), context)
    );
  });
}

async function fetchTarget(
  name: string,
  number: number | undefined,
  { registry, trans }: IEditContext
): Promise<IEditTarget> {
  const model = await registry.get(name);
  const found = model.items.find(item => item.version === number) ?? null;
  if (number !== undefined && !found) {
    throw new Error(
      trans.__('There is no version %1 of “%2”.', number, model.name)
    );
  }
  return { model, version: found };
}

async function pick(
  title: string,
  accept: string,
  { registry, formats, trans }: IEditCommandContext
): Promise<string | undefined> {
  const { pickModel } = await import('../dialogs');
  return (await pickModel(registry, formats, trans, title, accept, false))
    ?.name;
}

function named(model: Model | null): Edited {
  return model && { name: model.name };
}
