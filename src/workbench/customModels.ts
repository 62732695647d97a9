import type { Widget } from '@lumino/widgets';
import { CommandIds } from '../contract/commands';
import { ModelListModel } from '../models/list/model';
import { ModelsView } from '../models/list/view';
import { TrashModel } from '../models/trash/model';
import type { Undo } from '../models/undo';
import { findModel } from '../registry/byId';
import type { IModelRegistry } from '../registry/token';

/** What the tab works with. */
export interface ICustomModelsContext extends ModelListModel.IOptions {
  readonly registry: IModelRegistry;
  readonly undo: Undo;
}

/** All models that a user has. */
export function createCustomModels(context: ICustomModelsContext): Widget {
  const { registry, trans, undo } = context;
  const content = new ModelsView(
    new ModelListModel(context),
    new TrashModel(registry, trans),
    undo
  );
  content.addClass('jp-Models-browser');
  return content;
}

/** Open the page of a model by its id. */
export async function openCustomModel(
  id: string,
  { commands, registry, trans }: ICustomModelsContext
): Promise<void> {
  // What is no id can only be a slip in a link.
  const model = /^[0-9a-f]{32}$/.test(id)
    ? await findModel(registry, id)
    : null;
  if (!model) {
    throw new Error(
      trans.__(
        'There is no model with the id “%1”. It may have been deleted; look for it in the trash.',
        id
      )
    );
  }
  await commands.execute(CommandIds.openModel, { name: model.name });
}
