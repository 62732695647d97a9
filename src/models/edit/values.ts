import type { Model, Version } from '../../contract/schemas';
import {
  applyToModel,
  applyToVersion,
  type IEditContext,
  type IEdited
} from '../edits';

/** What is edited: a model, or one version of it. */
export interface IEditTarget {
  readonly model: Model;
  /** Null for the model. */
  readonly version: Version | null;
}

/** New values. Tags are those of the version where one is edited, else of the model. */
export interface IEditValues {
  readonly description?: string;
  readonly tags?: string[];
  /** Of the version, else of the latest one. */
  readonly note?: string;
}

/** The version that gets the note; null where the model has none yet. */
export function notedVersion({ model, version }: IEditTarget): Version | null {
  return version ?? model.items[0] ?? null;
}

/** Give a model and a version of it new values; all of them are undone as one. */
export async function editValues(
  target: IEditTarget,
  { description, tags, note }: IEditValues,
  context: IEditContext
): Promise<Model> {
  const { model, version } = target;
  const noted = notedVersion(target);
  const edits: (() => Promise<IEdited>)[] = [
    () =>
      applyToModel(model, { description, ...(!version && { tags }) }, context)
  ];
  if (noted) {
    const values = { note, ...(version && { tags }) };
    edits.push(() => applyToVersion(model, noted, values, context));
  }
  const made: IEdited[] = [];
  try {
    for (const edit of edits) {
      made.push(await edit());
    }
  } finally {
    offerAll(made, context);
  }
  return made[made.length - 1].model;
}

function offerAll(made: IEdited[], { undo, trans }: IEditContext): void {
  const undoables = made.flatMap(({ undoable }) => undoable ?? []);
  if (undoables.length === 1) {
    undo.offer(undoables[0]);
  } else if (undoables.length > 1) {
    undo.offer({
      text: trans.__('“%1” was edited.', made[0].model.name),
      run: async () => {
        for (const undoable of undoables) {
          await undoable.run();
        }
      }
    });
  }
}
