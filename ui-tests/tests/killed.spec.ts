import { readdirSync } from 'fs';
import path from 'path';
import { execute } from '../support/commands';
import { expect, test } from '../support/test';
import { CATBOOST } from '../support/training';

/** Folder of the models of this run's server. */
const STORE = path.join(process.env.UI_FOLDER!, 'data', 'jupyterlab_models');

/** Makes the library's own save take minutes, as it does with large models. */
const SLOW = `
import os, time
from catboost import CatBoost
CatBoost.save_model = lambda *args, **kwargs: time.sleep(600)
print(os.getpid())
`;

test('A kernel killed in the middle of a save: the save fails with the reason and leaves no version', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  await notebooks.open('killed.ipynb', CATBOOST, SLOW);
  await notebooks.run(0);
  await notebooks.run(1);
  const kernel = Number(await notebooks.output(1).textContent());
  const row = panel.variable('tumours');
  await row.getByRole('button', { name: 'Save tumours' }).click();
  const dialog = panel.dialog('Save tumours as model');
  await dialog.getByLabel('Name').fill('killed tumours');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    panel
      .model('killed tumours')
      .getByRole('progressbar', { name: 'Saving tumours as killed tumours' })
  ).toBeVisible();
  await expect
    .poll(() => readdirSync(path.join(STORE, 'spool')).length)
    .toBeGreaterThan(0);

  process.kill(kernel, 'SIGKILL');

  const told = panel.root.getByRole('alert');
  await expect(told).toContainText('tumours was not saved as killed tumours');
  await expect(told).toContainText('kernel');
  const failed = panel.model('killed tumours');
  await expect(failed).toContainText('kernel');
  await expect.poll(() => readdirSync(path.join(STORE, 'spool'))).toEqual([]);
  expect(
    (await execute(page, 'load', { name: 'killed tumours', variable: 'v' }))
      .error
  ).toContain('killed tumours');
  // JupyterLab's own.
  await page
    .getByRole('dialog', { name: 'Kernel Restarting' })
    .getByRole('button', { name: 'Ok' })
    .click();
  await failed.getByRole('button', { name: 'Remove killed tumours' }).click();
  await expect(failed).toHaveCount(0);
});
