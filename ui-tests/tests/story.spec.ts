import path from 'path';
import { expect, test } from '../support/test';

const QUICKSTART = path.resolve(__dirname, '../../examples/quickstart.ipynb');

const TRAINED = [
  {
    cell: 2,
    name: 'tumours',
    type: 'CatBoostClassifier',
    library: 'CatBoost',
    format: 'cbm'
  },
  {
    cell: 5,
    name: 'wine',
    type: 'LGBMClassifier',
    library: 'LightGBM',
    format: 'lgbm'
  },
  {
    cell: 7,
    name: 'progression',
    type: 'LGBMRegressor',
    library: 'LightGBM',
    format: 'lgbm'
  },
  {
    cell: 9,
    name: 'digits',
    type: 'Pipeline',
    library: 'scikit-learn',
    format: 'skops'
  }
];

test('The quickstart: each model appears when its cell ends, is saved, and saved again by one click', async ({
  page,
  panel,
  notebooks,
  tmpPath
}) => {
  await page.contents.uploadFile(QUICKSTART, `${tmpPath}/quickstart.ipynb`);
  await notebooks.show(`${tmpPath}/quickstart.ipynb`);

  for (const { cell, name, type, library, format } of TRAINED) {
    await notebooks.run(cell);
    const row = panel.variable(name);
    await expect(row).toBeVisible();
    for (const fact of [type, library, format]) {
      await expect(row.getByText(fact, { exact: true })).toBeVisible();
    }
  }
  await expect(panel.variables.getByRole('listitem')).toHaveCount(
    TRAINED.length
  );

  await panel
    .variable('tumours')
    .getByRole('button', { name: 'Save tumours' })
    .click();
  const dialog = panel.dialog('Save tumours as model');
  await dialog.getByLabel('Name').fill('story tumours');
  await dialog.getByLabel('Description').fill('Benign or malignant');
  await dialog.getByLabel('Tags').fill('oncology, quickstart');
  const preview = dialog.getByLabel('What is saved');
  await expect(preview).toContainText('CatBoostClassifier');
  await expect(preview).toContainText('cbm');
  await expect(preview).toContainText(/About [\d.]+ (B|kB|KB|KiB|MB|MiB)/);
  await expect(preview).toContainText('Restored as');
  await expect(preview).toContainText('Parser');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();

  const row = panel.model('story tumours');
  await expect(row).toContainText('v1');
  await expect(row).toContainText('CatBoost');
  await expect(row).toContainText('oncology');

  await panel
    .variable('tumours')
    .getByRole('button', { name: 'Save v2 of story tumours' })
    .click();
  await expect(row).toContainText('v2');
  await expect(
    panel
      .variable('tumours')
      .getByRole('button', { name: 'Save v3 of story tumours' })
  ).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
