import { CurrentKernel } from '../../support/kernels';
import { MEMORY } from '../../support/memory';
import { ModelsPanel } from '../../support/panel';
import { expect, test } from '../../support/test';
import { ridge } from '../../support/training';

test('Two tabs look at one kernel: both follow, and the session stays as it was', async ({
  browser,
  page,
  panel,
  notebooks,
  gate,
  baseURL,
  tmpPath
}) => {
  await notebooks.open(
    'both.ipynb',
    `${ridge('line')}\n${MEMORY}`,
    `told = []\ntold.append(memory())\nlate = line\n${gate.wait}\ndel late\ntold.append(memory())\nprint(told[0] == told[1])`
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await page.notebook.save();

  const tab = await browser.newPage({ baseURL });
  await tab.goto(`/lab/workspaces/both/tree/${tmpPath}/both.ipynb?reset`);
  const second = new ModelsPanel(tab);
  await second.open();
  await expect(second.variable('line')).toBeVisible();

  const looked = await notebooks.start(1);
  await expect(second.variable('late')).toBeVisible();
  await expect(panel.variable('late')).toBeVisible();
  gate.open();
  await looked();
  await expect(notebooks.output(1)).toHaveText('True');
  for (const one of [panel, second]) {
    await expect(one.variable('late')).toHaveCount(0);
    await expect(one.variable('line')).toBeVisible();
  }
  await tab.close();
});

test('A kernel that is shut down from elsewhere is said; with a new one the list is back', async ({
  page,
  panel,
  notebooks
}) => {
  const kernel = new CurrentKernel(page);
  await notebooks.open('shut.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await kernel.shutDown();
  await expect(panel.root).toContainText('No kernel');
  await kernel.replace();
  await expect(panel.root).toContainText('No variables yet');
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
});

test('The connection is lost and comes back: the panel says so, and follows again', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('lost.ipynb', ridge('line'), ridge('fresh'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await new CurrentKernel(page).cutOff();
  await expect(panel.root).toContainText('No connection to the kernel');
  await expect(panel.variable('line')).toBeVisible();
  await page.context().setOffline(false);
  // JupyterLab waits ever longer between its attempts.
  await expect(panel.root).not.toContainText('No connection to the kernel', {
    timeout: 150_000
  });
  await expect(panel.variable('line')).toBeVisible();
  await notebooks.run(1);
  await expect(panel.variable('fresh')).toBeVisible();
});
