import type { TranslationBundle } from '@jupyterlab/translation';
import type { Model, ModelHead, Schemas, Version } from '../contract/schemas';
import { findModel, isNotFound } from '../registry/byId';
import type { IModelRegistry } from '../registry/token';
import type { IUndoableChange, Undo } from './undo';

/** What of a model can be edited. */
export type EditableModel = Pick<ModelHead, 'name' | 'description' | 'tags'>;

/** The model that an edit is about. */
export type ShownModel = EditableModel & Partial<Pick<ModelHead, 'id'>>;

/** The model of a version; with its id no other model is edited that has the name by now. */
export type NamedModel = Pick<ModelHead, 'name'> &
  Partial<Pick<ModelHead, 'id'>>;

/** What of a version can be edited. */
export type EditableVersion = Pick<Version, 'version' | 'note' | 'tags'>;

/** What edits work with. */
export interface IEditContext {
  readonly registry: IModelRegistry;
  readonly undo: Pick<Undo, 'offer'>;
  readonly trans: TranslationBundle;
}

/** A model after an edit, and what undoes the edit; null where nothing was changed. */
export interface IEdited {
  readonly model: Model;
  readonly undoable: IUndoableChange | null;
}

/**
 * Give a model another name, description or tags, and offer to undo it.
 *
 * @param shown - the values that the user sees; an edit of other values is refused with the code `changed_meanwhile`
 */
export async function editModel(
  shown: ShownModel,
  change: Partial<EditableModel>,
  context: IEditContext
): Promise<Model> {
  return offered(await applyToModel(shown, change, context), context);
}

/** Give a version another note or tags, and offer to undo it. */
export async function editVersion(
  model: NamedModel,
  shown: EditableVersion,
  change: Partial<Omit<EditableVersion, 'version'>>,
  context: IEditContext
): Promise<Model> {
  return offered(await applyToVersion(model, shown, change, context), context);
}

/** As `editModel`; the caller offers to undo it, together with others. */
export async function applyToModel(
  shown: ShownModel,
  change: Partial<EditableModel>,
  { registry, trans }: Omit<IEditContext, 'undo'>
): Promise<IEdited> {
  const keys = changedKeys<EditableModel>(shown, change);
  if (keys.length === 0) {
    return { model: await registry.get(shown.name), undoable: null };
  }
  const model = await update(registry, shown, {
    ...pick(change, keys),
    expected: { ...pick<EditableModel>(shown, keys), id: shown.id }
  });
  const undoable = {
    text: modelWords(shown.name, model.name, keys, trans),
    run: async () => {
      await update(registry, model, {
        ...pick<EditableModel>(shown, keys),
        expected: { ...pick<EditableModel>(model, keys), id: model.id }
      });
    }
  };
  return { model, undoable };
}

/** As `editVersion`; the caller offers to undo it, together with others. */
export async function applyToVersion(
  of: NamedModel,
  shown: EditableVersion,
  change: Partial<Omit<EditableVersion, 'version'>>,
  { registry, trans }: Omit<IEditContext, 'undo'>
): Promise<IEdited> {
  const { version } = shown;
  const keys = changedKeys(shown, change);
  if (keys.length === 0) {
    return { model: await registry.get(of.name), undoable: null };
  }
  const send = (
    name: string,
    values: Schemas['VersionChange'],
    expected: Schemas['VersionChange']
  ) =>
    registry.updateVersion(name, version, {
      ...pick(values, keys),
      expected: { ...pick(expected, keys), id: of.id }
    });
  const model = await send(of.name, change, shown);
  const edited = model.items.find(item => item.version === version);
  const undoable = edited && {
    text: versionWords(model.name, version, keys, trans),
    run: async () => {
      const now = await findModel(registry, model.id);
      await send(now?.name ?? model.name, shown, edited);
    }
  };
  return { model, undoable: undoable ?? null };
}

function offered({ model, undoable }: IEdited, { undo }: IEditContext): Model {
  if (undoable) {
    undo.offer(undoable);
  }
  return model;
}

/** The model may have got another name since. */
async function update(
  registry: IModelRegistry,
  { id, name }: Pick<ShownModel, 'id' | 'name'>,
  change: Schemas['ModelChange']
): Promise<Model> {
  try {
    return await registry.update(name, change);
  } catch (reason) {
    const found = isNotFound(reason) && id && (await findModel(registry, id));
    if (!found) {
      throw reason;
    }
    return registry.update(found.name, change);
  }
}

function changedKeys<T extends object>(
  shown: T,
  change: Partial<T>
): (keyof T)[] {
  return (Object.keys(change) as (keyof T)[]).filter(
    key =>
      change[key] !== undefined &&
      JSON.stringify(change[key]) !== JSON.stringify(shown[key])
  );
}

function pick<T extends object>(from: T, keys: (keyof T)[]): Partial<T> {
  return Object.fromEntries(
    keys.map(key => [key, from[key]])
  ) as unknown as Partial<T>;
}

function modelWords(
  before: string,
  name: string,
  keys: (keyof EditableModel)[],
  trans: TranslationBundle
): string {
  if (keys.length > 1) {
    return trans.__('“%1” was edited.', name);
  }
  switch (keys[0]) {
    case 'name':
      return trans.__('“%1” was renamed to “%2”.', before, name);
    case 'tags':
      return trans.__('The tags of “%1” were edited.', name);
    default:
      return trans.__('The description of “%1” was edited.', name);
  }
}

function versionWords(
  name: string,
  version: number,
  keys: (keyof EditableVersion)[],
  trans: TranslationBundle
): string {
  if (keys.length > 1) {
    return trans.__('Version %1 of “%2” was edited.', version, name);
  }
  return keys[0] === 'tags'
    ? trans.__('The tags of version %1 of “%2” were edited.', version, name)
    : trans.__('The note of version %1 of “%2” was edited.', version, name);
}
