import { expect, test } from '../support/test';
import { ridge } from '../support/training';

test('Variables that are no models are hidden; a switch shows them with the reason', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  await notebooks.open(
    'mixed.ipynb',
    `${ridge('line')}\nimport numpy\ncount = 3\nrows = numpy.zeros(3)\nlines = (n for n in 'ab')\nkind = int`
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await expect(panel.variable('count')).toHaveCount(0);

  await page
    .getByRole('button', { name: 'Show all variables, models or not' })
    .click();
  // A plain value and data can be saved, by who asks to see them.
  for (const [name, format] of [
    ['count', 'json'],
    ['rows', 'npy']
  ]) {
    await expect(panel.variable(name)).toContainText(format);
    await expect(
      panel.variable(name).getByRole('button', { name: `Save ${name}` })
    ).toBeVisible();
  }
  for (const name of ['lines', 'kind']) {
    await expect(panel.variable(name)).toContainText(/\w+ .*\./);
    await expect(panel.variable(name).getByRole('button')).toHaveCount(0);
  }
});

test('Looking at variables leaves the kernel as it was', async ({
  panel,
  notebooks
}) => {
  await notebooks.open(
    'quiet.ipynb',
    `${ridge('line')}\nbefore = set(globals())`,
    '40 + 2',
    'print(_, In[2], sorted(set(globals()) - before))'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await notebooks.run(1);
  await panel.root
    .getByRole('button', { name: 'Read the variables again' })
    .click();
  await expect(panel.variable('line')).toBeVisible();
  await notebooks.run(2);
  const told = await notebooks.output(2).innerText();
  expect(told).toContain('42 40 + 2 [');
  // What IPython itself keeps of cells, and nothing of ours.
  const names = [...told.matchAll(/'(\w+)'/g)].map(match => match[1]);
  expect(names.filter(name => !/^(_i?\d*|_ii+|before)$/.test(name))).toEqual(
    []
  );
});

test('An estimator that is not fitted is refused before it is saved', async ({
  panel,
  notebooks
}) => {
  await notebooks.open(
    'unfitted.ipynb',
    'from lightgbm import LGBMClassifier\nfresh = LGBMClassifier()'
  );
  await notebooks.run(0);
  await panel
    .variable('fresh')
    .getByRole('button', { name: 'Save fresh' })
    .click();
  const dialog = panel.dialog('Save fresh as model');
  await expect(dialog.getByRole('alert')).toContainText('not fitted yet');
  await expect(
    dialog.getByRole('button', { name: 'Save', exact: true })
  ).toBeDisabled();
});

test('While a cell runs the list stays, and a figure drawn meanwhile stays whole', async ({
  panel,
  notebooks,
  gate
}) => {
  await notebooks.open(
    'busy.ipynb',
    ridge('line'),
    [
      'import matplotlib.pyplot as plt',
      'plt.plot([1, 2])',
      'late = line',
      gate.wait,
      'plt.title("whole")',
      'print(plt.get_fignums())'
    ].join('\n')
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const drawn = await notebooks.start(1);
  await panel.root
    .getByRole('button', { name: 'Read the variables again' })
    .click();
  await expect(panel.variable('late')).toBeVisible();
  gate.open();
  await drawn();
  await expect(notebooks.output(1).first()).toContainText('[1]');
  await expect(notebooks.output(1).getByRole('img')).toHaveCount(1);
});

test('Without a kernel the list says what to do', async ({ panel }) => {
  await expect(panel.root).toContainText(
    'Open a notebook or console with a Python kernel'
  );
});
