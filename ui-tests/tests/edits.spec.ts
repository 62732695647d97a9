import type { Locator, Page } from '@playwright/test';
import { execute, save } from '../support/commands';
import { ModelsPanel } from '../support/panel';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

/** The open page of a model. */
function pageOf(page: Page, name: string): Locator {
  return page.locator('.jp-Models-page').filter({
    has: page.getByRole('heading', { name, exact: true, level: 1 })
  });
}

/** Type another text into a field of the page, as a person does. */
async function type(shown: Locator, field: string, text: string) {
  await shown.getByRole('button', { name: `Edit: ${field}` }).click();
  await shown.getByRole('textbox', { name: field, exact: true }).fill(text);
}

test('A model is renamed in its row, on its page and by command, and its page follows', async ({
  page,
  panel,
  notebooks,
  request,
  freshPageAfter
}) => {
  const status = async (name: string) =>
    (await request.get(`/jupyterlab-models/v1/models/${name}`)).status();
  await notebooks.open('edits.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'edits line');
  await save(page, 'line', 'edits other');
  await panel.search.fill('edits');

  const menu = await panel.menu(panel.model('edits line'));
  await menu.getByRole('menuitem', { name: /^Rename/ }).click();
  const dialog = panel.dialog('Rename edits line');
  const name = dialog.getByLabel('New name');
  await name.fill('EDITS other');
  await expect(name).toHaveAccessibleDescription(/already a model/);
  await expect(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled();
  await name.fill('edits row');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(panel.model('edits row')).toBeVisible();
  expect(await status('edits line')).toBe(404);
  await panel.undo.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.model('edits line')).toBeVisible();
  expect(await status('edits row')).toBe(404);

  await execute(page, 'open-model', { name: 'edits line' });
  await pageOf(page, 'edits line').press('F2');
  const field = page.getByRole('textbox', { name: 'Name', exact: true });
  await field.fill('edits page');
  await field.press('Enter');
  await expect(pageOf(page, 'edits page')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'edits page' })).toBeVisible();

  const args = { name: 'edits page', to: 'edits command' };
  const renamed = await execute(page, 'rename', args);
  expect(renamed.result).toEqual({ name: 'edits command' });
  await expect(pageOf(page, 'edits command')).toBeVisible();
  const { error } = await execute(page, 'rename', {
    name: 'edits command',
    to: 'Edits Other'
  });
  expect(error).toContain('edits other');

  // Another model gets the old name; the page stays with its own.
  await save(page, 'line', 'edits page');
  const patched = await request.patch(
    '/jupyterlab-models/v1/models/edits command',
    { data: { name: 'edits elsewhere' } }
  );
  expect(patched.ok()).toBe(true);
  await panel.reload();
  await expect(pageOf(page, 'edits elsewhere')).toBeVisible();
  await expect(
    page.getByRole('tab', { name: 'edits elsewhere' })
  ).toBeVisible();
});

test('Notes are Markdown that nothing is fetched for, and two tabs do not overwrite each other', async ({
  browser,
  page,
  panel,
  notebooks,
  baseURL
}) => {
  const fetched: string[] = [];
  page.on('request', asked => fetched.push(asked.url()));
  await notebooks.open('notes.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'edits note');
  await execute(page, 'open-model', { name: 'edits note' });
  const shown = pageOf(page, 'edits note');
  await type(
    shown,
    'Note on version 1',
    '**June** ![chart](https://evil.example/a.png) <img src="https://evil.example/b.png" onerror="document.title = 1">'
  );
  await page.keyboard.press('Control+Enter');
  const note = shown.locator('.jp-Models-note');
  await expect(note.getByText('June')).toHaveCSS('font-weight', '700');
  await expect(note.getByRole('link', { name: 'chart' })).toBeVisible();
  await expect(note.locator('img')).toHaveCount(0);
  expect(fetched.filter(url => url.includes('evil.example'))).toEqual([]);
  await shown.getByRole('button', { name: 'Undo' }).click();
  await expect(shown).toContainText('No note on this version yet');

  const tab = await browser.newPage({ baseURL });
  await tab.goto('/lab/workspaces/edits?reset');
  await new ModelsPanel(tab).open();
  await tab.evaluate(() =>
    window.jupyterapp.commands.execute('jupyterlab-models:open-model', {
      name: 'edits note'
    })
  );
  const second = pageOf(tab, 'edits note');
  await type(shown, 'Description', 'Mine');
  await type(second, 'Description', 'Theirs');
  await second.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(second.getByRole('textbox')).toHaveCount(0);
  await shown.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(shown.getByRole('alert')).toContainText('“Theirs”');
  await expect(shown.getByRole('textbox')).toHaveValue('Mine');
  await shown.getByRole('button', { name: 'Save mine' }).click();
  await expect(second).toContainText('Mine');
  await tab.close();
});

test('A model has a page before its first version is there', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  await notebooks.open('pending.ipynb', ridge('line'), gate.wait);
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const ended = await notebooks.start(1);
  const saved = save(page, 'line', 'edits pending');
  await panel.search.fill('edits pending');
  await expect(panel.model('edits pending')).toBeVisible();
  await execute(page, 'open-model', { name: 'edits pending' });
  const shown = pageOf(page, 'edits pending');
  await expect(shown).toContainText('waits for the running cell');
  await expect(shown.getByRole('button', { name: 'Remove' })).toBeVisible();
  gate.open();
  await ended();
  await saved;
  await expect(
    shown.getByRole('heading', { name: 'Version 1', exact: true })
  ).toBeVisible();
});
