import { execute, save } from '../support/commands';
import type { ModelsPanel } from '../support/panel';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

/** Delete a model as a person does: menu of its row, question, answer. */
async function remove(panel: ModelsPanel, name: string): Promise<void> {
  const menu = await panel.menu(panel.model(name));
  await menu.getByRole('menuitem', { name: /^Delete/ }).click();
  const dialog = panel.dialog(`Delete ${name}?`);
  await expect(dialog).toContainText(/2 versions \(.+\) go to the trash/);
  await dialog.getByRole('button', { name: 'Delete' }).click();
}

test('Delete asks, says what goes, and is undone from the message or from the trash', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  const name = 'trash line';
  await notebooks.open('trash.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', name);
  await save(page, 'line', name);
  await panel.search.fill(name);

  await remove(panel, name);
  await expect(panel.model(name)).toHaveCount(0);
  await expect(panel.undo).toContainText(name);
  await panel.undo.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.model(name)).toContainText('v2');
  await expect(panel.undo).toHaveCount(0);

  await remove(panel, name);
  await expect(panel.model(name)).toHaveCount(0);
  await panel.undo.getByRole('button', { name: 'Dismiss' }).click();
  await panel.root.getByRole('button', { name: /^Trash \(\d+\)$/ }).click();
  await panel.root.getByRole('button', { name: `Restore ${name}` }).click();
  await expect(panel.model(name)).toContainText('v2');

  const purge = { name, confirmed: true };
  const live = await execute(page, 'purge', purge);
  expect(live.error).toContain('Move it to the trash first');
  await execute(page, 'delete', purge);
  expect((await execute(page, 'purge', purge)).error).toBeUndefined();
  const gone = await execute(page, 'restore', { name });
  expect(gone.error).toContain(`no model named “${name}” in the trash`);
});
