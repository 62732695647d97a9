import type { WidgetTracker } from '@jupyterlab/apputils';
import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';
import type { Widget } from '@lumino/widgets';
import { type IPlaceOptions, showIn } from '../ui/showIn';
import type { IWorkbench, IWorkbenchTab } from './token';
import type { WorkbenchPage } from './view';

/** Rank of tabs that do not say where they want to be. */
const LAST = 100;

/** The tabs of the workbench, and the page that shows them. */
export class Workbench implements IWorkbench {
  constructor(private readonly _options: Workbench.IOptions) {}

  /** In the order in which they are shown. */
  get tabs(): readonly IWorkbenchTab[] {
    return this._tabs;
  }

  addTab<T extends Widget>(tab: IWorkbenchTab<T>): IDisposable {
    const { trans } = this._options.place();
    if (this._tabs.some(({ id }) => id === tab.id)) {
      throw new Error(trans.__('There is a tab “%1” already.', tab.id));
    }
    const added = tab as unknown as IWorkbenchTab;
    const { rank = LAST } = added;
    const index = this._tabs.filter(known => (known.rank ?? LAST) <= rank);
    this._tabs.splice(index.length, 0, added);
    this._page?.content.insertTab(index.length, added);
    return new DisposableDelegate(() => {
      this._tabs.splice(this._tabs.indexOf(added), 1);
      this._page?.content.removeTab(added.id);
    });
  }

  async open(id: string, item?: string): Promise<Widget> {
    const { trans, isRestored } = this._options.place();
    const tab =
      this._tabs.find(each => each.id === id) ??
      // What was open may come from an extension that is no longer there.
      (isRestored ? undefined : this._tabs[0]);
    if (!tab) {
      throw new Error(
        trans.__(
          'Models has no tab “%1”. It has: %2.',
          id,
          this._tabs.map(each => each.id).join(', ')
        )
      );
    }
    if (item !== undefined && !tab.open) {
      throw new Error(
        trans.__('Nothing can be opened by a link in “%1”.', tab.label)
      );
    }
    const page = await this._show(tab.id);
    // While the layout is restored only what comes into sight is made.
    if (isRestored || item !== undefined) {
      const content = await page.content.make(tab.id);
      if (item !== undefined) {
        await tab.open?.(content, item);
      }
    }
    return page;
  }

  /** Bring the page to the front with this tab. */
  private async _show(id: string): Promise<WorkbenchPage> {
    const { createWorkbench } = await import('./view');
    const { tracker, place } = this._options;
    const page = showIn(
      tracker,
      Workbench.PAGE,
      () => {
        const made = createWorkbench(this._tabs, place().trans);
        // Before it is in sight: else the first tab would be made, too.
        made.content.currentTab = id;
        made.content.currentChanged.connect(() => void tracker.save(made));
        return made;
      },
      place()
    );
    page.content.currentTab = id;
    return page;
  }

  private get _page(): WorkbenchPage | undefined {
    return this._options.tracker.find(({ id }) => id === Workbench.PAGE);
  }

  private readonly _tabs: IWorkbenchTab[] = [];
}

/** Namespace of `Workbench`. */
export namespace Workbench {
  /** Id of the page in the shell. */
  export const PAGE = 'jupyterlab-models-workbench';

  /** What it works with. */
  export interface IOptions {
    readonly tracker: WidgetTracker<WorkbenchPage>;
    /** Where pages are shown now. */
    place(): IPlaceOptions;
  }
}
