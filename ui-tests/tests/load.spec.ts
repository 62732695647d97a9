import { save } from '../support/commands';
import { expect, test } from '../support/test';
import { CATBOOST, LIGHTGBM, PIPELINE, REGRESSOR } from '../support/training';

const FAMILIES = [
  { train: CATBOOST, variable: 'tumours', type: 'CatBoostClassifier' },
  { train: LIGHTGBM, variable: 'wine', type: 'LGBMClassifier' },
  { train: REGRESSOR, variable: 'progression', type: 'LGBMRegressor' },
  { train: PIPELINE, variable: 'flowers', type: 'Pipeline' }
];

/** What a model makes of its data, written beside the notebook for another kernel to compare. */
const remember = (variable: string) => `
import pickle
with open("expected.pickle", "wb") as file:
    pickle.dump((X, ${variable}.predict(X)), file)
`;

const compare = (variable: string) => `
import pickle
import numpy
with open("expected.pickle", "rb") as file:
    X, expected = pickle.load(file)
same = numpy.array_equal(${variable}.predict(X), expected)
print(type(${variable}).__name__, "same" if same else "different")
`;

for (const { train, variable, type } of FAMILIES) {
  test(`A ${type} is loaded in another notebook: same class, equal predictions`, async ({
    page,
    panel,
    notebooks
  }) => {
    const name = `load ${variable}`;
    await notebooks.open('train.ipynb', train + remember(variable));
    await notebooks.run(0);
    await expect(panel.variable(variable)).toBeVisible();
    await save(page, variable, name);

    await notebooks.open(
      'use.ipynb',
      `print("${variable}" in globals())`,
      compare('loaded')
    );
    await notebooks.run(0);
    await expect(notebooks.output(0)).toHaveText('False');
    await panel.search.fill(name);
    await panel
      .model(name)
      .getByRole('button', { name: `Load ${name}` })
      .click();
    const dialog = panel.dialog(`Load ${name}`);
    await expect(dialog.getByLabel('Variable')).toHaveValue(variable);
    await dialog.getByLabel('Variable').fill('loaded');
    await dialog.getByRole('button', { name: 'Load', exact: true }).click();

    await expect(panel.variable('loaded')).toContainText(type);
    await notebooks.run(1);
    await expect(notebooks.output(1)).toHaveText(`${type} same`);
  });
}

test('A name that is taken or no name for a variable is told before loading', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('taken.ipynb', CATBOOST, 'tumours.tree_count_');
  await notebooks.run(0);
  await expect(panel.variable('tumours')).toBeVisible();
  await save(page, 'tumours', 'load taken');

  await panel.search.fill('load taken');
  await panel
    .model('load taken')
    .getByRole('button', { name: 'Load load taken' })
    .click();
  const dialog = panel.dialog('Load load taken');
  const accept = dialog.getByRole('button', { name: /^(Load|Replace)$/ });
  await expect(dialog).toContainText(
    'tumours already exists (CatBoostClassifier).'
  );
  await expect(accept).toBeDisabled();

  const variable = dialog.getByLabel('Variable');
  for (const wrong of ['2nd', 'my model', 'class', '']) {
    await variable.fill(wrong);
    await expect(variable).toHaveAttribute('aria-invalid', 'true');
    await expect(accept).toBeDisabled();
  }
  await variable.fill('tumours');
  await dialog.getByLabel('Overwrite').check();
  await accept.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await notebooks.run(1);
  await expect(notebooks.output(1)).toHaveText('20');
});
