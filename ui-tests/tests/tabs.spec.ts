import { execute, save } from '../support/commands';
import { ModelsPanel } from '../support/panel';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

test('A second tab follows without a reload', async ({
  browser,
  page,
  panel,
  notebooks,
  baseURL
}) => {
  const tab = await browser.newPage({ baseURL });
  await tab.goto('/lab/workspaces/second?reset');
  const second = new ModelsPanel(tab);
  await second.open();
  await second.search.fill('tabs line');
  await expect(second.root.getByText('Nothing found')).toBeVisible();

  await notebooks.open('tabs.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'tabs line');
  await expect(second.model('tabs line')).toContainText('v1');
  await save(page, 'line', 'tabs line');
  await expect(second.model('tabs line')).toContainText('v2');
  await execute(page, 'delete', { name: 'tabs line', confirmed: true });
  await expect(second.model('tabs line')).toHaveCount(0);
  await tab.close();
});
