import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Panel, TabPanel, type Widget } from '@lumino/widgets';
import React from 'react';
import { toProblem } from '../ui/errors';
import { modelIcon } from '../ui/icons';
import { Failure } from '../ui/notice';
import type { IWorkbenchTab } from './token';

/** The page of the workbench in the main area. */
export type WorkbenchPage = MainAreaWidget<WorkbenchView>;

/** The page of the workbench, with these tabs. */
export function createWorkbench(
  tabs: readonly IWorkbenchTab[],
  trans: TranslationBundle
): WorkbenchPage {
  const content = new WorkbenchView(trans);
  tabs.forEach((tab, index) => content.insertTab(index, tab));
  const page = new MainAreaWidget({ content });
  content.node.setAttribute('aria-label', trans.__('Models workbench'));
  page.toolbar.hide();
  page.title.label = trans.__('Models');
  page.title.icon = modelIcon;
  return page;
}

/** The tabs of the workbench; each is made when it comes into sight for the first time. */
export class WorkbenchView extends TabPanel {
  constructor(private readonly _trans: TranslationBundle) {
    super();
    this.addClass('jp-Models-workbench');
    this.tabBar.addClass('jp-Models-tabs');
    this.tabBar.name = _trans.__('Pages of Models');
  }

  /** Id of the tab in front. */
  get currentTab(): string {
    return this._current?.tab.id ?? '';
  }
  set currentTab(id: string) {
    this.currentWidget = this._placeOf(id) ?? this.currentWidget;
  }

  /** Add a tab. */
  insertTab(index: number, tab: IWorkbenchTab): void {
    this.insertWidget(index, new TabPlace(tab, this._trans));
    this._count();
  }

  removeTab(id: string): void {
    this._placeOf(id)?.dispose();
    this._count();
  }

  /** The content of a tab, made if it is not there yet. */
  async make(id: string): Promise<Widget> {
    const place = this._placeOf(id);
    if (!place) {
      throw new Error(`There is no tab ${id}`);
    }
    return place.make();
  }

  protected override onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    this._current?.activate();
  }

  private get _current(): TabPlace | null {
    return this.currentWidget as TabPlace | null;
  }

  private _placeOf(id: string): TabPlace | undefined {
    return (this.widgets as TabPlace[]).find(({ tab }) => tab.id === id);
  }

  /** A single tab looks like a heading. */
  private _count(): void {
    this.node.dataset.count = String(this.widgets.length);
  }
}

/** The place of a tab's content. */
class TabPlace extends Panel {
  constructor(
    readonly tab: IWorkbenchTab,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-Models-tabPlace');
    this.title.label = tab.label;
  }

  /** Make the content, or give the one that was made; rejects when it cannot be made. */
  make(): Promise<Widget> {
    this._made ??= this._make();
    return this._made;
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._onSight();
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._onSight();
  }

  protected override onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    this._content?.activate();
  }

  private _onSight(): void {
    if (this.isVisible) {
      // The failure is shown in the place.
      this.make().catch(() => undefined);
    }
  }

  private async _make(): Promise<Widget> {
    try {
      const content = await this.tab.create();
      if (this.isDisposed) {
        content.dispose();
        return content;
      }
      this._replace(content);
      this._content = content;
      return content;
    } catch (reason) {
      this._made = null;
      this._replace(
        ReactWidget.create(
          <Failure
            problem={toProblem(reason)}
            trans={this._trans}
            onRetry={() => this._onSight()}
          />
        )
      );
      throw reason;
    }
  }

  private _replace(widget: Widget): void {
    this.widgets.forEach(each => each.dispose());
    this.addWidget(widget);
  }

  private _made: Promise<Widget> | null = null;
  private _content: Widget | null = null;
}
