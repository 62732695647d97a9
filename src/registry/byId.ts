import type { ModelHead } from '../contract/schemas';
import type { IModelRegistry } from './token';

/** The model with an id, whatever its name is now; null where it is gone. */
export async function findModel(
  registry: Pick<IModelRegistry, 'list'>,
  id: string
): Promise<ModelHead | null> {
  const { items } = await registry.list({ id: [id], limit: 1 });
  return items.find(item => item.id === id) ?? null;
}
