import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

/** Notebooks with kernels of their own. */
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
    await this._page.notebook.openByPath(path);
    await this._page.notebook.activate(name);
  }

  /** Run a cell to its end. */
  async run(index: number): Promise<void> {
    await this._page.notebook.runCell(index, { inplace: true });
  }

  /** Start a cell. */
  async start(index: number): Promise<void> {
    await this._page.notebook.runCell(index, { inplace: true, wait: false });
  }

  /** What a cell printed or returned. */
  output(index: number): Locator {
    return this._cell(index).locator('.jp-OutputArea-output');
  }

  /** Where the text of a cell is. */
  editor(index: number): Locator {
    return this._cell(index).locator('.jp-InputArea-editor');
  }

  private _cell(index: number): Locator {
    return this._page
      .locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-cell')
      .nth(index);
  }
}
