import { test as galata } from '@jupyterlab/galata';
import { ModelsPanel } from './panel';
import { Notebooks } from './notebooks';

interface IFixtures {
  /** The Models panel, open. */
  panel: ModelsPanel;
  notebooks: Notebooks;
}

/** Galata's `test`, with the panel and notebooks. */
export const test = galata.extend<IFixtures>({
  panel: async ({ page }, use) => {
    const panel = new ModelsPanel(page);
    await panel.open();
    await use(panel);
  },
  notebooks: async ({ page, tmpPath }, use) => {
    await use(new Notebooks(page, tmpPath));
  }
});

export { expect } from '@jupyterlab/galata';
