import type { Locator, Page } from '@playwright/test';

/** The Models panel as a person finds it: by roles and labels. */
export class ModelsPanel {
  constructor(private _page: Page) {
    this.root = _page.getByRole('region', { name: 'Models', exact: true });
    this.variables = this.root.getByRole('list', { name: 'Variables' });
    this.models = this.root.getByRole('list', { name: 'Models' });
    this.search = this.root.getByRole('searchbox', {
      name: 'Search models by name, tag or description'
    });
    this.undo = this.root
      .getByRole('status')
      .filter({ has: _page.getByRole('button', { name: 'Undo' }) });
  }

  readonly root: Locator;
  readonly variables: Locator;
  readonly models: Locator;
  readonly search: Locator;
  /** The message about the last change. */
  readonly undo: Locator;

  async open(): Promise<void> {
    await this._page.waitForFunction(() => window.jupyterapp?.started);
    await this._page.evaluate(async () => {
      await window.jupyterapp.started;
      await window.jupyterapp.commands.execute('jupyterlab-models:open');
    });
    await this.root.waitFor();
  }

  /** Load the page anew, and open the panel in it. */
  async reload(): Promise<void> {
    await Promise.all([
      this._page.waitForEvent('load'),
      this._page.evaluate(() => location.reload())
    ]);
    await this.open();
    // Galata's helpers in the page find the application when this is first read.
    await this._page.evaluate(() => void window.galata.app);
  }

  /** Row of a variable. */
  variable(name: string): Locator {
    return this.variables
      .getByRole('listitem')
      .filter({ has: this._page.getByText(name, { exact: true }) });
  }

  /** Row of a model. */
  model(name: string): Locator {
    return this.models
      .getByRole('listitem')
      .filter({ has: this._page.getByRole('button', { name, exact: true }) });
  }

  /** The dialog whose title is this. */
  dialog(title: string): Locator {
    return this._page.getByRole('dialog').filter({ hasText: title });
  }

  /** Open the menu of a row. */
  async menu(row: Locator): Promise<Locator> {
    await row.getByRole('button', { name: /^More actions/ }).click();
    return this._page.getByRole('menu');
  }
}
