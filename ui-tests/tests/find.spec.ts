import type { ReadonlyJSONObject } from '@lumino/coreutils';
import { execute } from '../support/commands';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

test('The list narrows while typing and sorts by name, date and size', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  const big =
    'from sklearn.linear_model import Ridge\nbig = Ridge().fit([[float(i)] * 2000 for i in range(3)], [0.0, 1.0, 2.0])';
  await notebooks.open('find.ipynb', `${ridge('small')}\n${big}`);
  await notebooks.run(0);
  await expect(panel.variable('big')).toBeVisible();
  const saves: ReadonlyJSONObject[] = [
    { variable: 'small', name: 'find Zebra', tags: ['stripes'] },
    { variable: 'big', name: 'find apple', description: 'A round fruit' },
    { variable: 'small', name: 'find mango' }
  ];
  for (const args of saves) {
    expect((await execute(page, 'save', args)).error).toBeUndefined();
  }

  const names = panel.models.getByRole('button', { name: /^find \w+$/ });
  await panel.search.fill('find');
  await expect(names).toHaveText(['find mango', 'find apple', 'find Zebra']);
  const sort = panel.root.getByRole('group', { name: 'Sort models by' });
  await sort.getByRole('button', { name: 'Name' }).click();
  await expect(names).toHaveText(['find apple', 'find mango', 'find Zebra']);
  await sort.getByRole('button', { name: 'Name' }).click();
  await expect(names).toHaveText(['find Zebra', 'find mango', 'find apple']);
  await sort.getByRole('button', { name: 'Size' }).click();
  await expect(names.first()).toHaveText('find apple');

  await panel.search.fill('ZEB');
  await expect(names).toHaveText(['find Zebra']);
  await panel.search.fill('stripes');
  await expect(names).toHaveText(['find Zebra']);
  await panel.search.fill('round fruit');
  await expect(names).toHaveText(['find apple']);
  await panel.search.fill('find nothing of the kind');
  await expect(panel.root.getByText('Nothing found')).toBeVisible();
});

test('The page of a model tells all that is known about it', async ({
  page,
  panel,
  notebooks,
  tmpPath
}) => {
  await notebooks.open('page.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const saved = await execute(page, 'save', {
    variable: 'line',
    name: 'page line',
    description: 'Through three points',
    tags: ['straight']
  });
  await panel.search.fill('page line');
  await panel
    .model('page line')
    .getByRole('button', { name: 'page line', exact: true })
    .click();

  const sheet = page
    .getByRole('main')
    .getByRole('region', { name: 'page line' });
  const facts = [
    'page line',
    'Through three points',
    'straight',
    `${tmpPath}/page.ipynb`,
    'Ridge',
    'scikit-learn',
    String(saved.result?.sha256)
  ];
  for (const fact of facts) {
    await expect(sheet).toContainText(fact);
  }
  const year = new Date().getUTCFullYear();
  await expect(sheet).toContainText(
    new RegExp(`[A-Z][a-z]+ \\d{1,2}, ${year}, \\d\\d:\\d\\d`)
  );
  await expect(sheet).toContainText('UTC');
  await expect(sheet).toContainText(/\([\d,]+ bytes\)/);
  for (const action of [/^Load/, /^Delete/, /^Insert/]) {
    await expect(
      sheet.getByRole('button', { name: action }).first()
    ).toBeVisible();
  }
});
