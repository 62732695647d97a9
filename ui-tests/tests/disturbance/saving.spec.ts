import type { Locator } from '@playwright/test';
import { execute, save } from '../../support/commands';
import { expect, test } from '../../support/test';
import { CATBOOST, ridge } from '../../support/training';

/** One click on the row saves the next version: the model is known from this notebook. */
async function click(row: Locator, version: number): Promise<void> {
  await row
    .getByRole('button', { name: new RegExp(`^Save v${version} of `) })
    .click();
}

test('A save waits for the running cell; cancelled, it is gone at once and the cells go on', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  await notebooks.open(
    'queued.ipynb',
    ridge('line'),
    `${gate.wait}\nprint("waited")`,
    'print("two")',
    'print("three", get_ipython().execution_count)'
  );
  await notebooks.run(0);
  const row = panel.variable('line');
  await expect(row).toBeVisible();
  await save(page, 'line', 'queued line');
  for (const cell of [1, 2, 3]) {
    await notebooks.start(cell);
  }
  await click(row, 2);
  await expect(row.getByRole('status')).toHaveText(
    /waiting for the running cell/i
  );
  await row.getByRole('button', { name: /^Cancel/ }).click();
  await expect(row.getByRole('progressbar')).toHaveCount(0);
  await expect(row.getByRole('alert')).toHaveCount(0);
  await expect(notebooks.output(1)).toHaveCount(0);
  gate.open();

  await expect(notebooks.output(3)).toHaveText('three 5');
  await expect(notebooks.output(1)).toHaveText('waited');
  await expect(notebooks.output(2)).toHaveText('two');
  await save(page, 'line', 'queued line');
  await panel.search.fill('queued line');
  await expect(panel.model('queued line')).toContainText('v2');
});

test('A save behind a running cell is carried out when the cell ends', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  await notebooks.open(
    'behind.ipynb',
    ridge('line'),
    `${gate.wait}\nline.coef_[:] = 7\nprint("changed")`
  );
  await notebooks.run(0);
  const row = panel.variable('line');
  await expect(row).toBeVisible();
  await save(page, 'line', 'behind line');
  await notebooks.start(1);
  await click(row, 2);
  await expect(row.getByRole('status')).toHaveText(
    /waiting for the running cell/i
  );
  gate.open();
  await panel.search.fill('behind line');
  await expect(panel.model('behind line')).toContainText('v2');
  await expect(notebooks.output(1)).toHaveText('changed');
});

test('A save behind a cell that fails says so; one click tries again', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  await notebooks.open('failing.ipynb', ridge('line'), `${gate.wait}\n1 / 0`);
  await notebooks.run(0);
  const row = panel.variable('line');
  await expect(row).toBeVisible();
  await save(page, 'line', 'failing line');
  await notebooks.start(1);
  await click(row, 2);
  await expect(row.getByRole('status')).toHaveText(
    /waiting for the running cell/i
  );
  gate.open();
  await expect(row.getByRole('alert')).toContainText(/cell before it failed/i);
  await row.getByRole('button', { name: /try again|retry/i }).click();
  await panel.search.fill('failing line');
  await expect(panel.model('failing line')).toContainText('v2');
  await expect(row.getByRole('alert')).toHaveCount(0);
});

test('Reloaded in the middle of a save the page finds it again, and it completes', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  await notebooks.open(
    'reload.ipynb',
    CATBOOST,
    `
from catboost import CatBoost
write = CatBoost.save_model
def slow(*args, **kwargs):
    ${gate.reach}
    ${gate.wait}
    return write(*args, **kwargs)
CatBoost.save_model = slow
`
  );
  await notebooks.run(0);
  await notebooks.run(1);
  const row = panel.variable('tumours');
  await expect(row).toBeVisible();
  await page.notebook.save();
  void execute(page, 'save', {
    variable: 'tumours',
    name: 'reload tumours'
  }).catch(
    () => null // The page that asked is gone before the answer.
  );
  // The list of models shows it as well.
  const progress = panel.root
    .getByRole('region', { name: 'Variables Section' })
    .getByRole('progressbar', { name: 'Saving tumours as reload tumours' });
  await expect(progress).toBeVisible();
  // Before, the page that is reloaded would take the request along.
  await gate.reached();

  await panel.reload();
  await expect(progress).toBeVisible();
  gate.open();
  await panel.search.fill('reload tumours');
  await expect(panel.model('reload tumours')).toContainText('v1');
  await expect(progress).toHaveCount(0);
});
