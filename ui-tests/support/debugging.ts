import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import type { Notebooks } from './notebooks';

/** JupyterLab's debugger, with its panel at the left so that ours is visible too. */
export class Debugging {
  constructor(
    private _page: IJupyterLabPageFixture,
    private _notebooks: Notebooks
  ) {
    this.locals = _page.locator(
      '.jp-DebuggerVariables-body.jp-debuggerVariables-local'
    );
  }

  /** The debugger's list of local variables. */
  readonly locals: Locator;

  async switchOn(notebook: string): Promise<void> {
    await this._page.debugger.switchOn(notebook);
    await this._page.evaluate(() => {
      const { shell } = window.jupyterapp;
      const sidebar = [...shell.widgets('right')].find(
        ({ id }) => id === 'jp-debugger-sidebar'
      );
      shell.add(sidebar!, 'left');
      shell.activateById('jp-debugger-sidebar');
    });
  }

  /** Run a cell until it stops at a line of it. */
  async stopIn(cell: number, line: number): Promise<void> {
    const { debugger: panel, notebook } = this._page;
    await notebook.waitForCellGutter(cell);
    const breakpoints = this._page.locator(
      '.jp-DebuggerBreakpoints .jp-DebuggerBreakpoint'
    );
    // Clicks that come before the debugger is attached are lost.
    await expect(async () => {
      await notebook.clickCellGutter(cell, line);
      await expect(breakpoints).toHaveCount(1, { timeout: 5_000 });
    }).toPass();
    await this._notebooks.start(cell);
    await panel.waitForCallStack();
    await panel.waitForVariables();
  }

  /** What one of the debugger's buttons does, such as `continue` and `next`. */
  async execute(command: string): Promise<void> {
    await this._page.evaluate(
      id => window.jupyterapp.commands.execute(id),
      `debugger:${command}`
    );
  }
}
