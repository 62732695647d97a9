import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator, Page } from '@playwright/test';
import { execute } from './commands';

/** The table of all models as a person finds it: by roles and labels. */
export class ModelsTable {
  constructor(page: Page) {
    this.root = page.locator('.jp-Models-tablePage');
    this.grid = this.root.getByRole('grid', { name: 'Models' });
    this.search = this.root.getByRole('searchbox', {
      name: 'Search models by name, tag or description'
    });
    this.names = this.grid.locator(
      '[role="gridcell"][data-column="name"] .jp-Models-link'
    );
    this.selected = this.root.getByRole('toolbar', {
      name: 'Selected models'
    });
  }

  readonly root: Locator;
  readonly grid: Locator;
  readonly search: Locator;
  /** Names of the models, in order. */
  readonly names: Locator;
  /** What can be done with the models that are selected. */
  readonly selected: Locator;

  async open(page: IJupyterLabPageFixture): Promise<void> {
    await execute(page, 'browse');
    await this.root.waitFor();
  }

  row(name: string): Locator {
    return this.grid.locator(`[role="row"][data-jp-models-name="${name}"]`);
  }

  cell(name: string, column: string): Locator {
    return this.row(name).locator(`[data-column="${column}"]`);
  }

  heading(name: string): Locator {
    return this.grid.getByRole('columnheader', { name, exact: true });
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }
}
