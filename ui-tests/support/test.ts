import { test as galata } from '@jupyterlab/galata';
import { cleanServer } from './cleaning';
import { Gate } from './gate';
import { ModelsPanel } from './panel';
import { Notebooks } from './notebooks';
import { bePatient } from './patience';
import { SharedPage } from './sharedPage';

bePatient();

interface IFixtures {
  /** For tests that change more of the page than its documents: the next test gets a fresh one. */
  freshPageAfter: void;
  /** The Models panel, open. */
  panel: ModelsPanel;
  notebooks: Notebooks;
  /** Holds a cell of a notebook in `notebooks`. */
  gate: Gate;
}

interface IWorkerFixtures {
  sharedPage: SharedPage;
}

/** Galata's `test` on a page that tests share, with the panel and notebooks. */
export const test = galata.extend<IFixtures, IWorkerFixtures>({
  sharedPage: [
    async ({ browser }, use, { project }) => {
      const { baseURL, deviceScaleFactor, viewport } = project.use;
      const shared = new SharedPage(browser, {
        baseURL,
        deviceScaleFactor,
        viewport
      });
      await use(shared);
      await shared.drop();
    },
    { scope: 'worker' }
  ],
  page: async ({ request, sharedPage, tmpPath }, use, testInfo) => {
    const page = await sharedPage.take();
    await cleanServer(request);
    await use(page);
    if (testInfo.status === testInfo.expectedStatus) {
      await sharedPage.tidy();
    }
  },
  freshPageAfter: async ({ sharedPage }, use) => {
    await use();
    await sharedPage.drop();
  },
  panel: async ({ page }, use) => {
    const panel = new ModelsPanel(page);
    await panel.open();
    await panel.search.fill('');
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
