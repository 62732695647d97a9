import { expect, test } from '@playwright/test';
import { ModelsPanel } from '../support/panel';

for (const [application, path] of [
  ['JupyterLab 4.5', '/lab'],
  ['Notebook 7.5', '/tree']
]) {
  test(`${application} starts our plugins and opens the panel`, async ({
    page
  }) => {
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    await page.goto(path);
    const panel = new ModelsPanel(page);
    await panel.open();
    await expect(panel.root).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test('JupyterLab 4.5 shows the panel, which reaches its server part', async ({
  page
}) => {
  await page.goto('/lab');
  const panel = new ModelsPanel(page);
  await panel.open();
  await expect(panel.root).toContainText('No models yet');
  await expect(panel.root.getByRole('alert')).toHaveCount(0);
});

test('Notebook 7.5 shows the panel and the variables of its kernel', async ({
  page
}) => {
  const name = `smoke-${Date.now()}.ipynb`;
  const created = await page.request.put(`/api/contents/${name}`, {
    data: {
      type: 'notebook',
      format: 'json',
      content: {
        cells: [
          {
            cell_type: 'code',
            id: 'one',
            source: 'answer = 42',
            metadata: {},
            outputs: [],
            execution_count: null
          }
        ],
        metadata: {
          kernelspec: {
            name: 'python3',
            display_name: 'Python 3',
            language: 'python'
          }
        },
        nbformat: 4,
        nbformat_minor: 5
      }
    }
  });
  expect(created.ok()).toBe(true);
  await page.goto(`/notebooks/${name}`);
  const panel = new ModelsPanel(page);
  await panel.open();
  await expect(panel.root).toContainText('No variables yet');
  await page.evaluate(() => {
    void window.jupyterapp.commands.execute('notebook:run-all-cells');
  });
  await expect(panel.root).toContainText(
    'One variable that is no model is hidden'
  );
  // Its main area holds the notebook alone.
  await page.evaluate(() =>
    window.jupyterapp.commands.execute('jupyterlab-models:browse')
  );
  await expect(page.locator('.jp-Models-workbench')).toBeVisible();
});
