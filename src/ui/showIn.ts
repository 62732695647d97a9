import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { WidgetTracker } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { SplitPanel, TabPanel, type Widget } from '@lumino/widgets';

/** Where pages are shown. */
export interface IPlaceOptions {
  readonly shell: JupyterFrontEnd.IShell;
  readonly trans: TranslationBundle;
  /** Whether the application has its layout; before, JupyterLab keeps what is added for later. */
  readonly isRestored: boolean;
}

/**
 * Bring a page to the front, made anew when it is not there; throws where the application has no place for it.
 *
 * The main area of Jupyter Notebook holds one document and takes nothing else, without a word; its lower area does.
 */
export function showIn<T extends Widget>(
  tracker: WidgetTracker<T>,
  id: string,
  create: () => T,
  { shell, trans, isRestored }: IPlaceOptions
): T {
  const known = tracker.find(each => each.id === id);
  if (known) {
    bringForward(known, shell);
    return known;
  }
  const widget = create();
  widget.id = id;
  shell.add(widget, 'main');
  if (isRestored && !widget.isAttached) {
    shell.add(widget, 'down');
  }
  if (isRestored && !widget.isAttached) {
    widget.dispose();
    throw new Error(
      trans.__('There is no place for this page here. Open it in JupyterLab.')
    );
  }
  void tracker.add(widget);
  bringForward(widget, shell);
  return widget;
}

function bringForward(widget: Widget, shell: JupyterFrontEnd.IShell): void {
  shell.activateById(widget.id);
  // Jupyter Notebook opens the lower area, but leaves the tab that is in front there.
  const tabs = widget.parent?.parent;
  if (tabs instanceof TabPanel) {
    tabs.currentWidget = widget;
    // Version 7.5 of it opens the area without any height.
    const split = tabs.parent;
    if (split instanceof SplitPanel && widget.node.offsetHeight === 0) {
      split.setRelativeSizes(split.widgets.map(one => (one === tabs ? 1 : 2)));
    }
  }
}
