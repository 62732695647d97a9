import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';

/** The side panel, to which features and other extensions add sections. */
export interface IModelsPanel {
  /** Whether it is in sight. */
  readonly isVisible: boolean;
  /** It comes into sight, or is out of it. */
  readonly visibleChanged: ISignal<IModelsPanel, boolean>;
  /**
   * Add a section; its `title.label` is the heading. It leaves when it is disposed.
   *
   * @param section - the section, or what makes it when the panel is shown for the first time
   * @param rank - where it stands; default below the others
   */
  addSection(section: Widget | (() => Promise<Widget>), rank?: number): void;
}

/** The token of the panel. */
export const IModelsPanel = new Token<IModelsPanel>(
  'jupyterlab-models:IModelsPanel',
  'The Models panel in the right sidebar; other extensions add sections to it.'
);

/** What a row stands for: a variable, a model, or one version of a model. */
export interface IRow {
  readonly variable?: string;
  readonly name?: string;
  readonly version?: number;
}

/** Selectors of the rows in panel and pages, for items of the context menu; those of models fit versions too. */
export const RowSelectors = {
  variable: '[data-jp-models-variable]',
  model: '[data-jp-models-name]',
  version: '[data-jp-models-version]'
} as const;

/** Tells the commands of menu items on which row the menu was opened. */
export interface IRowMenu {
  /** The row of the menu that is or was open. */
  readonly current: IRow;
}

/** The token of the menus of rows. */
export const IRowMenu = new Token<IRowMenu>(
  'jupyterlab-models:IRowMenu',
  'The row of a variable, model or version whose menu was opened last.'
);
