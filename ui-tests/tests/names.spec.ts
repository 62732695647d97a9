import { save } from '../support/commands';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

test('Each rule that a model name breaks is told beside the field while typing', async ({
  panel,
  notebooks
}) => {
  await notebooks.open('names.ipynb', ridge('line'));
  await notebooks.run(0);
  await panel
    .variable('line')
    .getByRole('button', { name: 'Save line' })
    .click();
  const dialog = panel.dialog('Save line as model');
  const name = dialog.getByLabel('Name');
  const accept = dialog.getByRole('button', { name: 'Save', exact: true });
  await expect(dialog.getByLabel('What is saved')).toBeVisible();

  for (const wrong of [
    'a/b',
    '.hidden',
    ' leading',
    'trailing ',
    'who?',
    'x'.repeat(129)
  ]) {
    await name.fill(wrong);
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    await expect(name).toHaveAccessibleDescription(/\S/);
    await expect(accept).toBeDisabled();
  }
  await name.fill('');
  await expect(accept).toBeDisabled();
  for (const right of ['x'.repeat(128), 'Модель 2.0_b-3', 'line']) {
    await name.fill(right);
    await expect(name).toHaveAttribute('aria-invalid', 'false');
    await expect(accept).toBeEnabled();
  }
});

test('A name of another case is the same model, and the dialog says so', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('case.ipynb', `${ridge('line')}\nother = line`);
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'names Case');
  await panel
    .variable('other')
    .getByRole('button', { name: 'Save other' })
    .click();
  const dialog = panel.dialog('Save other as model');
  await dialog.getByLabel('Name').fill('NAMES case');
  await expect(dialog.getByLabel('Name')).toHaveAccessibleDescription(
    'Will be version 2 of names Case.'
  );
});
