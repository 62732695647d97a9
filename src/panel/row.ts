import type { Args } from '../contract/commands';
import type { IRow, IRowMenu } from './token';
import { RowSelectors } from './token';

/** What the row around a node stands for; empty outside of rows. */
export function rowAt(node: EventTarget | null): IRow {
  const { variable, model } = RowSelectors;
  const element =
    node instanceof Element
      ? node.closest<HTMLElement>(`${variable}, ${model}`)
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

/** Keeps the row whose menu was opened last, even when the list is drawn anew under the open menu. */
export class RowMenu implements IRowMenu {
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

/** Arguments of a command with what the row adds to them. */
export function withRow(args: Args, { current }: IRowMenu): Args {
  return args.row === true ? { ...current, ...args } : args;
}
