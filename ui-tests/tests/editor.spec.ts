import { execute, save } from '../support/commands';
import { menuOn } from '../support/editors';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

const SAVE = 'Save as Model…';
const LOAD = 'Load a Model into This Name…';

test('A right click on a variable saves it, and the next version with one click more', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('pointed.ipynb', ridge('line'), 'print(line.coef_)');
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await page.notebook.selectCells(0);

  const menu = await menuOn(page, notebooks.editor(1), 'line');
  await expect(menu.getByRole('menuitem', { name: LOAD })).toBeVisible();
  await expect(
    menu.getByRole('menuitem', { name: /^Save version/ })
  ).toHaveCount(0);
  await menu.getByRole('menuitem', { name: SAVE }).click();
  const dialog = panel.dialog('Save line as model');
  await dialog.getByLabel('Name').fill('pointed line');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await panel.search.fill('pointed line');
  await expect(panel.model('pointed line')).toContainText('v1');

  const again = await menuOn(page, notebooks.editor(1), 'line');
  await again
    .getByRole('menuitem', { name: 'Save version 2 of pointed line' })
    .click();
  await expect(panel.model('pointed line')).toContainText('v2');
});

test('Properties, unknown names, arguments and text are no variables; what is no model can be loaded into', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open(
    'names.ipynb',
    `${ridge('line')}\ncoef_ = alpha = 1`,
    'line.coef_',
    'Ridge(alpha=2)',
    '"line"',
    'lines',
    'coef_'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const items = [SAVE, /^Save version/, LOAD];
  const cells = [
    [1, 'coef_'],
    [2, 'alpha'],
    [3, 'line'],
    [4, 'lines']
  ] as const;
  for (const [cell, text] of cells) {
    const menu = await menuOn(page, notebooks.editor(cell), text);
    for (const name of items) {
      await expect(menu.getByRole('menuitem', { name })).toHaveCount(0);
    }
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
  }
  const menu = await menuOn(page, notebooks.editor(5), 'coef_');
  await expect(menu.getByRole('menuitem', { name: SAVE })).toHaveCount(0);
  await expect(menu.getByRole('menuitem', { name: LOAD })).toBeVisible();
});

test('A model is loaded into the name under the mouse, which is replaced only when asked to', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open(
    'into.ipynb',
    `${ridge('line')}\nother = 1`,
    'type(other).__name__'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'taken line');

  const menu = await menuOn(page, notebooks.editor(1), 'other');
  await menu.getByRole('menuitem', { name: LOAD }).click();
  const pick = panel.dialog('Load model');
  await pick.getByRole('combobox').fill('taken line');
  await expect(pick.getByRole('option')).toHaveText([/taken line/]);
  await pick.getByRole('button', { name: 'Next' }).click();
  const dialog = panel.dialog('Load taken line');
  await expect(dialog.getByLabel('Variable')).toHaveValue('other');
  await expect(dialog).toContainText('other already exists');
  await dialog.getByLabel('Overwrite').check();
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await notebooks.run(1);
  await expect(notebooks.output(1)).toHaveText("'Ridge'");
});

test('The menu is there in a text file and in the console made for it, and models can be dropped on both', async ({
  page,
  panel,
  tmpPath
}) => {
  const path = `${tmpPath}/script.py`;
  await page.contents.uploadContent('slope.coef_\n', 'text', path);
  await page.filebrowser.open(path);
  const file = page.locator('.jp-FileEditor');
  await file.waitFor();
  await page.evaluate(async file => {
    const { commands } = window.jupyterapp;
    await commands.execute('console:create', {
      path: file,
      kernelPreference: { name: 'python3' },
      insertMode: 'split-bottom',
      activate: true
    });
  }, path);
  const prompt = page.locator('.jp-CodeConsole-promptCell');
  await expect(panel.root).toContainText('No variables yet');
  await prompt.locator('.cm-content').fill(ridge('slope'));
  await page.keyboard.press('Shift+Enter');
  await expect(panel.variable('slope')).toBeVisible();
  await save(page, 'slope', 'dropped line');

  await page.activity.activateTab('script.py');
  // The toolbar comes with the focus, and moves the text.
  await page.getByRole('button', { name: 'Enable Debugger' }).first().waitFor();
  const menu = await menuOn(page, file, 'slope');
  await expect(menu.getByRole('menuitem', { name: SAVE })).toBeVisible();
  await page.keyboard.press('Escape');

  const ran = page.locator('.jp-CodeConsole-content .jp-CodeCell').last();
  const there = await menuOn(page, ran, 'slope');
  await there.getByRole('menuitem', { name: SAVE }).click();
  const dialog = panel.dialog('Save slope as model');
  await expect(dialog.getByLabel('Name')).toHaveValue('slope');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await panel.search.fill('dropped line');
  const row = panel.model('dropped line');
  await row.dragTo(file.locator('.cm-content'));
  await expect(file).toContainText('skops.io.load(path');
  await expect(file).toContainText('slope.coef_');
  await row.dragTo(prompt.locator('.cm-content'));
  await expect(prompt).toContainText('skops.io.load(path');

  for (const [tab, place] of [
    ['script.py', file],
    ['Console 1', prompt]
  ] as const) {
    await page.activity.activateTab(tab);
    await execute(page, 'insert-load-code', { name: 'dropped line' });
    await expect(place).toContainText(/skops.io.load.*skops.io.load/);
  }
});

test('A model dropped on a notebook is a new cell, which gives the model', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open(
    'drop.ipynb',
    `${ridge('line')}\nfirst = line`,
    'print(type(line).__name__, line is first)'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'drop line');
  await panel.search.fill('drop line');

  await panel.model('drop line').dragTo(notebooks.editor(1));
  const cells = page.locator('.jp-Notebook .jp-CodeCell');
  await expect(cells).toHaveCount(3);
  await expect(cells.nth(1)).toContainText('line = skops.io.load');
  await expect(page.locator('.jp-Notebook .jp-mod-dropTarget')).toHaveCount(0);
  await notebooks.run(1);
  await notebooks.run(2);
  await expect(notebooks.output(2)).toHaveText('Ridge False');
});

test('The menu is there on the global variables of the debugger', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  await notebooks.open('debugged.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await page.debugger.switchOn();
  await page.sidebar.openTab('jp-debugger-sidebar');
  const body = page.locator('.jp-DebuggerVariables-body').first();
  await body
    .locator('.jp-DebuggerVariables-name')
    .getByText('line', { exact: true })
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: SAVE }).click();
  const dialog = panel.dialog('Save line as model');
  await expect(dialog.getByLabel('Name')).toHaveValue('line');
});
