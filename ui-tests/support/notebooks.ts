import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';

/** Waits until what was started has ended; rejects when it failed. */
export type End = () => Promise<void>;

/**
 * Notebooks with kernels of their own.
 *
 * They are opened and run through JupyterLab's commands, whose promises tell the end: on a slow machine a click can
 * come before a list, a focus or a kernel is ready.
 */
export class Notebooks {
  constructor(
    private _page: IJupyterLabPageFixture,
    private _folder: string
  ) {}

  /** Make a notebook of these cells and open it, with a fresh kernel. */
  async open(name: string, ...cells: string[]): Promise<void> {
    const path = `${this._folder}/${name}`;
    const notebook = {
      cells: cells.map((source, index) => ({
        cell_type: 'code',
        execution_count: null,
        id: `cell-${index}`,
        metadata: {},
        outputs: [],
        source
      })),
      metadata: {
        kernelspec: {
          display_name: 'Python 3',
          language: 'python',
          name: 'python3'
        }
      },
      nbformat: 4,
      nbformat_minor: 5
    };
    await this._page.contents.uploadContent(
      JSON.stringify(notebook),
      'text',
      path
    );
    await this.show(path);
  }

  /** Open a notebook that the server has, and wait for its kernel. */
  async show(path: string): Promise<void> {
    await this._page.evaluate(async path => {
      const { commands, shell } = window.jupyterapp;
      const panel: NotebookPanel = await commands.execute('docmanager:open', {
        path,
        factory: 'Notebook'
      });
      await panel.revealed;
      await panel.sessionContext.ready;
      shell.activateById(panel.id);
    }, path);
    await this._settled();
  }

  /** Run a cell to its end. */
  async run(index: number): Promise<void> {
    const end = await this.start(index);
    await end();
  }

  /** Run a cell that has to fail, until the kernel takes the next one: at first it aborts what comes. */
  async runToFailure(index: number): Promise<void> {
    const end = await this.start(index);
    await expect(end()).rejects.toThrow();
    await this._page.waitForFunction(() => {
      const widget = window.jupyterapp.shell.currentWidget as NotebookPanel;
      return widget.sessionContext.session?.kernel?.status === 'idle';
    });
  }

  /** Start a cell. */
  async start(index: number): Promise<End> {
    await this._settled();
    const running = await this._page.evaluateHandle(async index => {
      const { commands, shell } = window.jupyterapp;
      const { content } = shell.currentWidget as NotebookPanel;
      content.deselectAll();
      content.activeCellIndex = index;
      await content.scrollToItem(index);
      // In an object: a promise alone would be waited for here.
      return { isGood: commands.execute('notebook:run-cell') };
    }, index);
    return async () => {
      if (!(await running.evaluate(({ isGood }) => isGood))) {
        const said = await this.output(index).allInnerTexts();
        throw new Error(`Cell ${index} failed: ${said.join('\n')}`);
      }
    };
  }

  /** What a cell printed or returned. */
  output(index: number): Locator {
    return this._cell(index).locator('.jp-OutputArea-output');
  }

  /** Where the text of a cell is. */
  editor(index: number): Locator {
    return this._cell(index).locator('.jp-InputArea-editor');
  }

  /** A kernel that is not there yet may lose what it is asked. */
  private async _settled(): Promise<void> {
    await this._page.waitForFunction(async () => {
      const widget = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const kernel = widget.sessionContext.session?.kernel;
      return (
        kernel?.connectionStatus === 'connected' &&
        // Unknown is the status of one that was reconnected.
        ['idle', 'busy', 'unknown'].includes(kernel.status) &&
        Boolean(await kernel.info)
      );
    });
  }

  private _cell(index: number): Locator {
    return this._page
      .locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-cell')
      .nth(index);
  }
}
