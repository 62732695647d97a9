import { test as galata } from '@jupyterlab/galata';
import { cleanServer } from './cleaning';
import { Gate } from './gate';
import { ModelsPanel } from './panel';
import { Notebooks } from './notebooks';
import { bePatient } from './patience';

bePatient();

interface IFixtures {
  /** Nothing of earlier tests is on the server. */
  clean: void;
  /** The Models panel, open. */
  panel: ModelsPanel;
  notebooks: Notebooks;
  /** Holds a cell of a notebook in `notebooks`. */
  gate: Gate;
}

/** Galata's `test`, with the panel and notebooks. */
export const test = galata.extend<IFixtures>({
  clean: [
    async ({ request }, use) => {
      await cleanServer(request);
      await use();
    },
    { auto: true }
  ],
  panel: async ({ page }, use) => {
    const panel = new ModelsPanel(page);
    await panel.open();
    await use(panel);
  },
  notebooks: async ({ page, tmpPath }, use) => {
    await use(new Notebooks(page, tmpPath));
  },
  gate: async ({ tmpPath }, use) => {
    await use(new Gate(tmpPath));
  }
});

export { expect } from '@jupyterlab/galata';
