import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { Widget } from '@lumino/widgets';

/** A tab of the workbench. */
export interface IWorkbenchTab<T extends Widget = Widget> {
  /** Names it in links, commands and the layout, as in `/lab?models=custom`. */
  readonly id: string;
  readonly label: string;
  /** Where it stands; default after the others. */
  readonly rank?: number;
  /** Make its content; called when it is shown for the first time. */
  create(): Promise<T>;
  /**
   * Show one of its items, such as a model by its id.
   *
   * Without this function its links cannot have items. What it throws is shown to the user.
   */
  open?(widget: T, item: string): void | Promise<void>;
}

/** The workbench: one page of the main area with tabs, to which features and other extensions add theirs. */
export interface IWorkbench {
  /** Add a tab; it leaves when what is returned is disposed. Throws when there is one with this id. */
  addTab<T extends Widget>(tab: IWorkbenchTab<T>): IDisposable;
  /**
   * Show a tab, and one of its items.
   *
   * Resolves with the page of the main area. Rejects with a sentence for users where there is no such tab or item.
   */
  open(tab: string, item?: string): Promise<Widget>;
}

/** The token of the workbench. */
export const IWorkbench = new Token<IWorkbench>(
  'jupyterlab-models:IWorkbench',
  'The workbench in the main area; other extensions add tabs to it.'
);
