import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { save } from '../support/commands';
import type { ModelsPanel } from '../support/panel';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

/** Resolves when the layout with the workbench in it has been stored. */
function layoutStored(page: IJupyterLabPageFixture): Promise<unknown> {
  return page.waitForRequest(
    request =>
      request.method() === 'PUT' &&
      request.url().includes('/api/workspaces/') &&
      Boolean(request.postData()?.includes('jupyterlab-models-browse:browse'))
  );
}

/** Follow a link, with the panel open then; Galata's `goto` waits for a launcher. */
async function follow(
  page: IJupyterLabPageFixture,
  panel: ModelsPanel,
  link: string
): Promise<void> {
  await Promise.all([
    page.waitForEvent('load'),
    page.evaluate(to => location.assign(to), link)
  ]);
  await panel.open();
  // Galata's helpers in the page find the application when this is first read.
  await page.evaluate(() => void window.galata.app);
}

test('The workbench opens from launcher, link and panel, and a reload restores it; the status bar cancels a save', async ({
  page,
  panel,
  notebooks,
  gate,
  tmpPath,
  freshPageAfter
}) => {
  const workbench = page.getByRole('region', { name: 'Models workbench' });
  await notebooks.open('bench.ipynb', ridge('line'), gate.wait);
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'bench line');

  const stored = layoutStored(page);
  await page.evaluate(async () => {
    await window.jupyterapp.commands.execute('launcher:create');
  });
  await page
    .locator('.jp-LauncherCard')
    .filter({ hasText: /^Models$/, visible: true })
    .click();
  await expect(workbench).toContainText('bench line');
  await expect(
    workbench.getByRole('tab', { name: 'Custom models' })
  ).toHaveAttribute('aria-selected', 'true');
  await stored;
  await panel.reload();
  await expect(workbench).toContainText('bench line');

  const answer = await page.request.get('/jupyterlab-models/v1/models');
  const [{ id }] = (await answer.json()).items;
  await follow(page, panel, `/lab?models=custom/${id}`);
  const sheet = page.getByRole('region', { name: 'bench line' });
  await expect(sheet).toContainText('SHA-256');
  expect(new URL(page.url()).search).toBe('');
  await follow(page, panel, `/lab?models=custom/${'f'.repeat(32)}`);
  await expect(page.getByRole('alert')).toContainText(
    'There is no model with the id'
  );

  await panel.root
    .getByRole('button', { name: 'Open all models in the workbench' })
    .click();
  await expect(workbench).toContainText('bench line');

  await notebooks.show(`${tmpPath}/bench.ipynb`);
  const ended = await notebooks.start(1);
  await panel
    .variable('line')
    .getByRole('button', { name: 'Save v2 of bench line' })
    .click();
  const item = page
    .getByRole('contentinfo')
    .getByRole('button', { name: 'Saving bench line' });
  await item.click();
  const list = page.getByRole('dialog', { name: 'Operations on models' });
  await expect(list).toBeFocused();
  await expect(list.getByRole('listitem').first()).toContainText(
    'Waiting for the running cell'
  );
  await list
    .getByRole('button', { name: 'Cancel: Saving bench line' })
    .press('Enter');
  await expect(list.getByRole('listitem').first()).toContainText('Canceled');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(item).toBeFocused();
  gate.open();
  await ended();
});
