import type { ITranslator } from '@jupyterlab/translation';
import { SidePanel } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import { PANEL_ID } from '../commands/ids';
import { modelIcon } from '../ui/icons';
import type { IKernelVariables, IModelsPanel } from '../tokens';

/** Rank of sections that do not say where they want to be. */
const LAST = 100;

/** The Models panel of the sidebar. Its own sections are made when it is shown for the first time. */
export class ModelsPanel extends SidePanel implements IModelsPanel {
  constructor(private _options: ModelsPanel.IOptions) {
    super({ translator: _options.translator });
    const trans = _options.translator.load('jupyterlab_models');
    this.id = PANEL_ID;
    this.title.icon = modelIcon;
    this.title.caption = trans.__('Models');
    this.addClass('jp-Models');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Models'));
  }

  addSection(section: Widget, rank = LAST): void {
    const index = this._ranks.filter(known => known <= rank).length;
    this._ranks.splice(index, 0, rank);
    section.disposed.connect(this._onSectionDisposed, this);
    this.insertWidget(index, section);
    this._sections.splice(index, 0, section);
  }

  protected override onBeforeShow(msg: Message): void {
    super.onBeforeShow(msg);
    this._options.variables.isActive = true;
    if (!this._filled) {
      this._filled = true;
      this._options.fill(this).catch(reason => {
        // A chunk that could not be fetched may come when the panel is shown again.
        this._filled = false;
        console.error('The Models panel could not be filled', reason);
      });
    }
  }

  protected override onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._options.variables.isActive = false;
  }

  private _onSectionDisposed(section: Widget): void {
    const index = this._sections.indexOf(section);
    this._sections.splice(index, 1);
    this._ranks.splice(index, 1);
  }

  private _ranks: number[] = [];
  private _sections: Widget[] = [];
  private _filled = false;
}

/** Namespace of `ModelsPanel`. */
export namespace ModelsPanel {
  /** What it works with. */
  export interface IOptions {
    readonly translator: ITranslator;
    readonly variables: IKernelVariables;
    /** Add the panel's own sections. */
    fill(panel: ModelsPanel): Promise<void>;
  }
}
