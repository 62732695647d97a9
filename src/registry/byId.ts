import type { Model, ModelHead } from '../contract/schemas';
import { RegistryError } from '../server/error';
import type { IModelRegistry } from './token';

/** The model with an id, whatever its name is now; null where it is gone. */
export async function findModel(
  registry: Pick<IModelRegistry, 'list'>,
  id: string
): Promise<ModelHead | null> {
  const { items } = await registry.list({ id: [id], limit: 1 });
  return items.find(item => item.id === id) ?? null;
}

/**
 * A model by its id and the name that it had last; it may have got another one, and another model its old one.
 *
 * @param known - without an id, the name alone counts
 */
export async function fetchModel(
  registry: Pick<IModelRegistry, 'get' | 'list'>,
  { id, name }: { id?: string; name: string }
): Promise<Model> {
  let absent: unknown;
  try {
    const model = await registry.get(name);
    if (!id || model.id === id) {
      return model;
    }
    absent = new RegistryError(
      { code: 'not_found', message: `There is no model with the id ${id}.` },
      404
    );
  } catch (reason) {
    if (!id || !isNotFound(reason)) {
      throw reason;
    }
    absent = reason;
  }
  const head = await findModel(registry, id);
  if (!head) {
    throw absent;
  }
  return registry.get(head.name);
}

/** Whether something was refused because it is not there. */
export function isNotFound(reason: unknown): boolean {
  return reason instanceof RegistryError && reason.code === 'not_found';
}

/** Ids in one request: they stand in its address. */
const AT_ONCE = 200;

/** The models with these ids, whatever their names are now; without those that are gone. */
export async function findModels(
  registry: Pick<IModelRegistry, 'list'>,
  ids: readonly string[]
): Promise<ModelHead[]> {
  const found: ModelHead[] = [];
  for (let first = 0; first < ids.length; first += AT_ONCE) {
    const id = ids.slice(first, first + AT_ONCE);
    found.push(...(await registry.list({ id, limit: AT_ONCE })).items);
  }
  return found;
}
