import { Token } from '@lumino/coreutils';

/** What a row stands for: a variable, a model, or one version of a model. */
export interface IRow {
  readonly variable?: string;
  readonly name?: string;
  readonly version?: number;
}

/** What the row around a node stands for; empty outside of rows. */
export function rowAt(node: EventTarget | null): IRow {
  const element =
    node instanceof Element
      ? node.closest<HTMLElement>(
          '[data-jp-models-variable], [data-jp-models-name]'
        )
      : null;
  if (!element) {
    return {};
  }
  const { jpModelsVariable, jpModelsName, jpModelsVersion } = element.dataset;
  return {
    variable: jpModelsVariable,
    name: jpModelsName,
    version: jpModelsVersion ? Number(jpModelsVersion) : undefined
  };
}

/** Tells which row a menu was opened on. */
export interface IMenuRow {
  /** The row of the menu that is or was open. */
  readonly current: IRow;
}

/** Token by which commands and pages share it. */
export const IMenuRow = new Token<IMenuRow>(
  'jupyterlab-models:IMenuRow',
  'The row whose menu was opened last.'
);

/** Keeps the row whose menu was opened last, even when the list is drawn anew under the open menu. */
export class MenuRow implements IMenuRow {
  constructor() {
    document.addEventListener('contextmenu', this, true);
  }

  get current(): IRow {
    return this._row;
  }

  handleEvent(event: Event): void {
    this._row = rowAt(event.target);
  }

  dispose(): void {
    document.removeEventListener('contextmenu', this, true);
  }

  private _row: IRow = {};
}
