import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { execute } from '../support/commands';
import type { Notebooks } from '../support/notebooks';
import type { ModelsPanel } from '../support/panel';
import { ModelsTable } from '../support/table';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

const EVIL = '<img src=x onerror=alert(1)>';

/** Save a model under each of these names, one after the other, with these tags. */
async function saveAll(
  page: IJupyterLabPageFixture,
  panel: ModelsPanel,
  notebooks: Notebooks,
  models: Record<string, string[]>
): Promise<void> {
  await notebooks.open('<b>table.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  for (const [name, tags] of Object.entries(models)) {
    const saved = await execute(page, 'save', { variable: 'line', name, tags });
    expect(saved.error).toBeUndefined();
  }
}

test('Models are filtered, sorted, selected, renamed, tagged, deleted and brought back in the table', async ({
  browser,
  page,
  panel,
  notebooks,
  baseURL,
  freshPageAfter
}) => {
  await saveAll(page, panel, notebooks, {
    'table pear': ['fruit', EVIL],
    'table apple': ['fruit'],
    'table leek': [],
    'table plum': ['fruit']
  });
  const table = new ModelsTable(page);
  await table.open(page);
  await expect(table.names).toHaveText([
    'table plum',
    'table leek',
    'table apple',
    'table pear'
  ]);
  await expect(table.cell('table pear', 'tags')).toContainText(EVIL);
  await expect(table.cell('table pear', 'notebook')).toContainText('<b>');
  await expect(table.root.locator('img, b')).toHaveCount(0);

  await table.heading('Name').click();
  await expect(table.heading('Name')).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.names.first()).toHaveText('table apple');
  await table.button('Tag').click();
  await table.root.getByRole('checkbox', { name: 'fruit 3' }).check();
  await page.keyboard.press('Escape');
  await expect(table.names).toHaveText([
    'table apple',
    'table pear',
    'table plum'
  ]);

  // A second tab follows all that is done in the first one.
  const tab = await browser.newPage({ baseURL });
  await tab.goto('/lab/workspaces/second?reset&models=custom');
  const second = new ModelsTable(tab);
  await expect(second.names).toHaveCount(4);

  await table.cell('table apple', 'state').click();
  await page.keyboard.press('F2');
  const name = table.root.getByRole('textbox', { name: 'New name' });
  await name.fill('table pear');
  await name.press('Enter');
  await expect(table.root.getByRole('alert')).toContainText(
    'another model named “table pear”'
  );
  await expect(name).toHaveValue('table pear');
  await name.fill('table quince');
  await name.press('Enter');
  await expect(table.cell('table quince', 'name')).toBeFocused();
  await expect(second.row('table quince')).toBeVisible();
  await expect(second.row('table apple')).toHaveCount(0);

  await table.cell('table quince', 'tags').click();
  await page.keyboard.press('F2');
  const tags = table.root.getByRole('textbox', { name: /^Tags/ });
  await tags.fill('fruit, mine');
  await second.cell('table quince', 'tags').click();
  await tab.keyboard.press('F2');
  await second.root.getByRole('textbox', { name: /^Tags/ }).fill('theirs');
  await tab.keyboard.press('Enter');
  await expect(second.cell('table quince', 'tags')).toHaveText('theirs');
  await tags.press('Enter');
  await expect(tags).toHaveValue('fruit, mine');
  await table.button('Save mine').click();
  await expect(second.cell('table quince', 'tags')).toHaveText('fruitmine');

  await table.root.getByRole('checkbox', { name: 'Select table pear' }).click();
  await table.cell('table quince', 'type').click({ modifiers: ['Shift'] });
  await expect(table.selected).toContainText('3 selected');
  await table.selected.getByRole('button', { name: 'Add tag' }).click();
  await page.keyboard.type('sweet');
  await page.keyboard.press('Enter');
  await expect(second.grid.getByText('sweet')).toHaveCount(3);

  await table.selected.getByRole('button', { name: 'Delete…' }).click();
  await page
    .getByRole('dialog')
    .filter({ hasText: 'Delete 3 models?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(second.names).toHaveText(['table leek']);
  await expect(table.selected).toHaveCount(0);
  await table.button('Undo').click();
  await expect(second.names).toHaveCount(4);
  await table.button('Clear filters').click();
  await expect(table.names).toHaveCount(4);
  await tab.close();

  // What the columns look like stays for the next time.
  await table.button('Columns').click();
  await table.root.getByRole('checkbox', { name: 'Type' }).uncheck();
  await table.button('Move Size up').click();
  await page.keyboard.press('Escape');
  await table.heading('State').focus();
  await page.keyboard.press('Shift+ArrowRight');
  const headings = ['Name', 'State', 'Size', 'Family'];
  const shown = table.grid.locator('.jp-Models-headingText');
  await expect(shown.nth(2)).toHaveText('Size');
  const { width } = (await table.heading('State').boundingBox())!;
  // The state of the application is kept a moment later.
  await page.waitForTimeout(2000);
  await panel.reload();
  await table.open(page);
  await expect(table.names).toHaveCount(4);
  expect((await shown.allInnerTexts()).slice(0, 4)).toEqual(headings);
  expect((await table.heading('State').boundingBox())!.width).toBe(width);
  await expect(table.heading('Name')).toHaveAttribute('aria-sort', 'ascending');
});

test('The table is used by keyboard alone', async ({
  page,
  panel,
  notebooks
}) => {
  await saveAll(page, panel, notebooks, {
    'keys one': ['old'],
    'keys two': [],
    'keys three': []
  });
  const table = new ModelsTable(page);
  await table.open(page);
  const { keyboard } = page;
  await expect(table.names).toHaveText(['keys three', 'keys two', 'keys one']);
  await table.search.focus();
  // Past the buttons of the filters and of the columns.
  for (let press = 0; press < 8; press++) {
    await keyboard.press('Tab');
  }
  await expect(table.cell('keys three', 'name')).toBeFocused();
  await keyboard.type('keys o');
  await expect(table.cell('keys one', 'name')).toBeFocused();
  await keyboard.press('Shift+F10');
  await expect(
    page.getByRole('menuitem', { name: 'Insert Load Code' })
  ).toBeVisible();
  await keyboard.press('Escape');
  await table.cell('keys one', 'name').focus();
  await keyboard.press('F2');
  await keyboard.type('keys first');
  await keyboard.press('Enter');
  await expect(table.cell('keys first', 'name')).toBeFocused();

  await keyboard.press('Home');
  await keyboard.press(' ');
  await keyboard.press('Shift+ArrowDown');
  await expect(table.selected).toContainText('2 selected');
  await keyboard.press('Control+a');
  await expect(table.selected).toContainText('3 selected');
  await keyboard.press('Escape');
  await expect(table.selected).toHaveCount(0);

  await keyboard.press('Home');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(table.heading('Name')).toBeFocused();
  await expect(table.heading('Name')).toHaveAttribute('aria-sort', 'ascending');
  await keyboard.press('ArrowDown');
  await keyboard.press('Delete');
  const dialog = page.getByRole('dialog').filter({ hasText: 'Delete keys' });
  await expect(dialog).toBeVisible();
  await keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(table.names).toHaveCount(2);
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(
    page.getByRole('main').getByRole('region', { name: /^keys/ })
  ).toBeVisible();
});
