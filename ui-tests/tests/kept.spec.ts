import { execute } from '../support/commands';
import { expect, test } from '../support/test';
import { PIPELINE } from '../support/training';

/** An estimator of the notebook itself. */
const STEADY = `
from sklearn.base import BaseEstimator, RegressorMixin

class Steady(RegressorMixin, BaseEstimator):
    """Predicts the mean."""

    def __init__(self, level=1.5):
        self.level = level

    def fit(self, X, y):
        self.mean_ = sum(y) / len(y)
        return self

    def predict(self, X):
        return [self.level * self.mean_ for _ in X]

steady = Steady().fit([[0.0], [1.0]], [1.0, 3.0])
`;

/** This kernel says from now on that its NumPy is an old one. */
const OLD = `
import importlib.metadata
_version = importlib.metadata.version
importlib.metadata.version = lambda name: "1.24.0" if name == "numpy" else _version(name)
`;

test('A save with a choice of encodings keeps the cell; the page tells what is known', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('kept.ipynb', PIPELINE);
  await notebooks.run(0);
  await panel
    .variable('flowers')
    .getByRole('button', { name: 'Save flowers' })
    .click();
  const dialog = panel.dialog('Save flowers as model');
  const preview = dialog.getByLabel('What is saved');
  await expect(preview).toContainText('Parser');
  await dialog.getByLabel('Encoding').selectOption('pickle');
  await expect(preview).toContainText('Code');
  await expect(preview).toContainText(/are free/);
  await dialog.getByText('Cell [1]').click();
  await expect(dialog.getByText('flowers = make_pipeline')).toBeVisible();
  await dialog.getByLabel('Name').fill('kept flowers');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(panel.model('kept flowers')).toContainText('v1');

  await execute(page, 'open-model', { name: 'kept flowers' });
  const sheet = page.getByRole('region', { name: 'kept flowers' });
  await expect(sheet).toContainText('sklearn.pipeline.Pipeline');
  await expect(sheet).toContainText(/numpy \d/);
  await expect(sheet.getByRole('region', { name: 'Parameters' })).toBeVisible();
  await sheet.getByText('Cell [1] that made it').click();
  await expect(sheet.getByText('flowers = make_pipeline')).toBeVisible();
});

test('The source of the cell stays behind where the settings say so', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  await page.evaluate(async () => {
    const settings = await window.galata.getPlugin(
      '@jupyterlab/apputils-extension:settings'
    );
    await (settings as { set: (...args: unknown[]) => Promise<void> }).set(
      'jupyterlab-models:transfers',
      'keepCellSource',
      false
    );
  });
  await notebooks.open('left out.ipynb', PIPELINE);
  await notebooks.run(0);
  await expect(panel.variable('flowers')).toBeVisible();
  const save = { variable: 'flowers', name: 'left out' };
  expect((await execute(page, 'save', save)).error).toBeUndefined();
  await execute(page, 'open-model', { name: 'left out' });
  const sheet = page.getByRole('region', { name: 'left out' });
  await expect(sheet).toContainText('sklearn.pipeline.Pipeline');
  await expect(sheet.getByText(/that made it/)).toHaveCount(0);
});

test('An estimator of the notebook comes back; what cannot be read here is refused with both versions', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('own.ipynb', STEADY, OLD);
  await notebooks.run(0);
  await expect(panel.variable('steady')).toBeVisible();
  const save = { variable: 'steady', name: 'kept steady' };
  expect((await execute(page, 'save', save)).error).toBeUndefined();

  await notebooks.open('other.ipynb', OLD, 'print(back.predict([[0.0]]))');
  const load = { name: 'kept steady', variable: 'back' };
  expect((await execute(page, 'load', load)).error).toBeUndefined();
  await notebooks.run(1);
  await expect(notebooks.output(1)).toHaveText('[3.0]');

  await notebooks.run(0);
  await panel.search.fill('kept steady');
  await panel
    .model('kept steady')
    .getByRole('button', { name: 'Load kept steady' })
    .click();
  const dialog = panel.dialog('Load kept steady');
  await expect(dialog.getByLabel('What is loaded')).toContainText('Steady');
  await expect(dialog.getByLabel('What is loaded')).toContainText(
    /At least .* are free for the kernel/
  );
  await expect(dialog.getByRole('alert')).toContainText(
    /saved with numpy [\d.]+, and this kernel has 1\.24\.0/
  );
  await expect(dialog.getByRole('alert')).toContainText('%pip install');
  await expect(
    dialog.getByRole('button', { name: 'Load', exact: true })
  ).toBeDisabled();
});
