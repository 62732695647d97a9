import type { ITranslator } from '@jupyterlab/translation';
import { SidePanel } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { modelIcon } from '../ui/icons';
import type { IModelsPanel } from './token';

/** Id of the side panel in the shell. */
export const PANEL_ID = 'jupyterlab-models';

/** Rank of sections that do not say where they want to be. */
const LAST = 100;

/** A widget that is made when the panel is shown for the first time. */
interface IPending {
  readonly rank: number;
  make(): Promise<Widget>;
  add(widget: Widget): void;
}

/** The Models panel of the sidebar. It knows no section: features add theirs. */
export class ModelsPanel extends SidePanel implements IModelsPanel {
  /** @param banner - makes what stands over all sections */
  constructor(translator: ITranslator, banner: () => Promise<Widget>) {
    super({ translator });
    const trans = translator.load('jupyterlab_models');
    this.id = PANEL_ID;
    this.title.icon = modelIcon;
    this.title.caption = trans.__('Models');
    this.addClass('jp-Models');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Models'));
    this._pending.push({
      rank: 0,
      make: banner,
      add: widget => this.header.addWidget(widget)
    });
  }

  get visibleChanged(): ISignal<this, boolean> {
    return this._visibleChanged;
  }

  addSection(section: Widget | (() => Promise<Widget>), rank = LAST): void {
    if (section instanceof Widget) {
      this._insert(section, rank);
      return;
    }
    this._pending.push({
      rank,
      make: section,
      add: widget => this._insert(widget, rank)
    });
    if (this.isVisible) {
      void this._fill();
    }
  }

  protected override onBeforeShow(msg: Message): void {
    super.onBeforeShow(msg);
    this._visibleChanged.emit(true);
    void this._fill();
  }

  protected override onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._visibleChanged.emit(false);
  }

  /**
   * Make what is not there yet.
   *
   * All of it is added at once, so that the sections share the height, and in order, in which the keyboard goes too.
   */
  private async _fill(): Promise<void> {
    const pending = this._pending.splice(0).sort((a, b) => a.rank - b.rank);
    const made = await Promise.allSettled(pending.map(({ make }) => make()));
    made.forEach((result, index) => {
      if (result.status === 'fulfilled') {
        pending[index].add(result.value);
        return;
      }
      // A chunk that could not be fetched may come when the panel is shown again.
      this._pending.push(pending[index]);
      console.error(
        'A part of the Models panel could not be made',
        result.reason
      );
    });
  }

  private _insert(section: Widget, rank: number): void {
    const index = this._ranks.filter(known => known <= rank).length;
    this._ranks.splice(index, 0, rank);
    section.disposed.connect(this._onSectionDisposed, this);
    this.insertWidget(index, section);
    this._sections.splice(index, 0, section);
  }

  private _onSectionDisposed(section: Widget): void {
    const index = this._sections.indexOf(section);
    this._sections.splice(index, 1);
    this._ranks.splice(index, 1);
  }

  private readonly _visibleChanged = new Signal<this, boolean>(this);
  private readonly _pending: IPending[] = [];
  private readonly _ranks: number[] = [];
  private readonly _sections: Widget[] = [];
}
