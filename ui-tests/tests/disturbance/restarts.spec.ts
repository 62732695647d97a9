import type { NotebookPanel } from '@jupyterlab/notebook';
import { CurrentKernel } from '../../support/kernels';
import { expect, test } from '../../support/test';
import { ridge } from '../../support/training';

test('A kernel is restarted from elsewhere: the list recovers by itself', async ({
  page,
  panel,
  notebooks
}) => {
  const kernel = new CurrentKernel(page);
  await notebooks.open('elsewhere.ipynb', ridge('line'), ridge('fresh'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await kernel.restart();
  await expect(panel.variable('line')).toHaveCount(0);
  await expect(panel.root).toContainText('No variables yet');
  await notebooks.run(1);
  await expect(panel.variable('fresh')).toBeVisible();
  await expect(panel.variable('line')).toHaveCount(0);
});

test('A kernel is restarted from elsewhere and no status tells it: the list recovers by itself', async ({
  page,
  panel,
  notebooks
}) => {
  const kernel = new CurrentKernel(page);
  await notebooks.open('untold.ipynb', ridge('line'), ridge('fresh'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  // As when the server is connected to the new process too late to hear that it starts.
  const statuses = await page.evaluateHandle(() => {
    const widget = window.jupyterapp.shell.currentWidget as NotebookPanel;
    const { statusChanged } = widget.sessionContext.session!.kernel!;
    return Object.assign(statusChanged, { emit: () => undefined });
  });
  await kernel.restart();
  await expect(panel.variable('line')).toHaveCount(0);
  await expect(panel.root).toContainText('No variables yet');
  await statuses.evaluate(signal => Reflect.deleteProperty(signal, 'emit'));
  await notebooks.run(1);
  await expect(panel.variable('fresh')).toBeVisible();
  await expect(panel.variable('line')).toHaveCount(0);
});

test('A kernel is killed: the list recovers by itself with the new one', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open(
    'killed.ipynb',
    `${ridge('line')}\nimport os\nos.getpid()`,
    ridge('fresh')
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  process.kill(Number(await notebooks.output(0).innerText()), 'SIGKILL');
  const told = page
    .getByRole('dialog')
    .filter({ hasText: 'Kernel Restarting' });
  await told.getByRole('button', { name: 'Ok' }).click();
  await expect(panel.variable('line')).toHaveCount(0);
  await expect(panel.root).toContainText('No variables yet');
  await notebooks.run(1);
  await expect(panel.variable('fresh')).toBeVisible();
  await expect(panel.variable('line')).toHaveCount(0);
});
