import { galata } from '@jupyterlab/galata';
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { ILabShell } from '@jupyterlab/application';
import type { Browser, BrowserContextOptions } from '@playwright/test';

/**
 * One JupyterLab page for many tests: loading it takes longer than most tests.
 *
 * Playwright starts a new worker after a failed test, so what a failed test left never reaches another one.
 */
export class SharedPage {
  constructor(
    private readonly _browser: Browser,
    private readonly _options: BrowserContextOptions
  ) {}

  /** The page with nothing open in it. */
  async take(): Promise<IJupyterLabPageFixture> {
    this._page ??= await this._load();
    return this._page;
  }

  /** Close what a test opened, while its folder is still there. */
  async tidy(): Promise<void> {
    if (this._page) {
      await closeAll(this._page);
    }
  }

  /** Close the page; the next test gets a fresh one. */
  async drop(): Promise<void> {
    const page = this._page;
    this._page = null;
    await page?.context().close();
  }

  private async _load(): Promise<IJupyterLabPageFixture> {
    const context = await this._browser.newContext(this._options);
    const page = await galata.initTestPage(
      '/lab',
      false,
      this._options.baseURL!,
      true,
      galata.DEFAULT_SETTINGS,
      true,
      true,
      await context.newPage(),
      null,
      null,
      '',
      async (page, helpers) => {
        await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
        await helpers.waitForCondition(() =>
          helpers.activity.isTabActive('Launcher')
        );
      },
      null
    );
    await page.goto('?reset');
    return page;
  }

  private _page: IJupyterLabPageFixture | null = null;
}

/** Close menus and dialogs, documents without saving, kernels and our panel. */
async function closeAll(page: IJupyterLabPageFixture): Promise<void> {
  const popups = page.getByRole('dialog').or(page.getByRole('menu'));
  while ((await popups.count()) > 0) {
    await page.keyboard.press('Escape');
  }
  await page.evaluate(async () => {
    const { commands, serviceManager } = window.jupyterapp;
    const shell = window.jupyterapp.shell as ILabShell;
    const open = [...shell.widgets('main'), ...shell.widgets('down')];
    // With nothing in the main area JupyterLab would make a launcher later, in the midst of the next test.
    await commands.execute('launcher:create', { cwd: '/' });
    for (const widget of open) {
      widget.dispose();
    }
    await serviceManager.sessions.shutdownAll();
    await serviceManager.kernels.shutdownAll();
    await commands.execute('filebrowser:go-to-path', { path: '/' });
    shell.collapseRight();
  });
}
