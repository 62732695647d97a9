/** Type of what is carried when the row of a model is dragged: the model's name. */
export const MODEL_MIME = 'application/vnd.jupyterlab-models.model';

/** Let a model be carried to where code goes. */
export function carryModel(data: DataTransfer, name: string): void {
  data.setData(MODEL_MIME, name);
  data.effectAllowed = 'copy';
}

/** The name of the model that is carried, or null. */
export function carriedModel(data: DataTransfer): string | null {
  return data.getData(MODEL_MIME) || null;
}
