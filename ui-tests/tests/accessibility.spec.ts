import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type axe from 'axe-core';
import { readFileSync } from 'fs';
import { execute, save } from '../support/commands';
import type { ModelsPanel } from '../support/panel';
import { ModelsTable } from '../support/table';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const themes = ['JupyterLab Light', 'JupyterLab Dark'];

/** What axe-core finds in an element of ours, in both themes of JupyterLab: their colors differ. */
async function audit(
  page: IJupyterLabPageFixture,
  root: string
): Promise<string[]> {
  const found: string[] = [];
  for (const [index, theme] of themes.entries()) {
    await page.evaluate(
      name =>
        window.jupyterapp.commands.execute('apputils:change-theme', {
          theme: name
        }),
      theme
    );
    await page
      .locator(`body[data-jp-theme-name="${theme}"]`)
      .waitFor({ state: 'attached' });
    // It covers the page while the theme changes, and axe-core tells no colors of what is covered.
    await expect(page.locator('#jupyterlab-splash')).toHaveCount(0);
    const { violations, passes } = await page.evaluate(
      ([selector, rules]) =>
        (window as unknown as { axe: typeof axe }).axe.run(
          { include: [selector as string] },
          { ...(rules && { runOnly: rules as string[] }) }
        ),
      // In the other theme nothing but the colors differs.
      [root, index === 0 ? null : ['color-contrast']] as const
    );
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    for (const { id, nodes } of violations) {
      for (const { html, failureSummary } of nodes) {
        found.push(`${theme}: ${id}: ${html}\n${failureSummary}`);
      }
    }
  }
  // The next audit begins with the theme of now: a change takes a second.
  themes.reverse();
  return found;
}

/** Rows of one height, and no button whose text is cut. */
async function expectEvenRows(panel: ModelsPanel): Promise<void> {
  const button = panel.variable('line').getByRole('button', { name: 'Save' });
  await expect(button).toHaveText('Save v3');
  for (const list of [panel.variables, panel.models]) {
    const heights = await list
      .getByRole('listitem')
      .evaluateAll(rows => rows.map(row => (row as HTMLElement).offsetHeight));
    expect(heights.length).toBeGreaterThan(1);
    expect(new Set(heights).size, heights.join()).toBe(1);
    for (const each of await list.getByRole('button').all()) {
      const hidden = await each.evaluate(
        node => node.scrollWidth - node.clientWidth
      );
      expect(hidden, await each.innerText()).toBeLessThanOrEqual(0);
    }
  }
}

test('Rows are even at 280 px, and axe-core finds nothing in panel, dialogs and pages, light or dark', async ({
  page,
  panel,
  notebooks,
  gate,
  freshPageAfter
}) => {
  await page.evaluate(AXE);
  // JupyterLab's body and the place of its popups have no height; axe-core takes what is outside of them for hidden.
  await page.addStyleTag({
    content: `
      body { height: 100vh; }
      body > .jp-ThemedContainer { overflow: visible !important; }`
  });
  const check = async (state: string, root: string) =>
    expect.soft(await audit(page, root), state).toEqual([]);
  const checkDialog = async (
    title: string,
    command: string,
    args: Record<string, string>,
    ready: string
  ) => {
    const done = execute(page, command, args);
    const dialog = panel.dialog(title);
    await expect(dialog).toContainText(ready);
    await check(title, '.jp-Dialog-content');
    await page.keyboard.press('Escape');
    await done;
  };

  await expect(panel.root).toContainText('No models yet');
  await check('nothing there', '#jupyterlab-models');

  await notebooks.open(
    'axe.ipynb',
    `${ridge('line')}\n${ridge('fresh')}\n${ridge('locked')}\ncount = 3\nkind = int`,
    'import threading\nlocked.lock = threading.Lock()',
    gate.wait
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'line');
  await save(page, 'line', 'line');
  await save(page, 'locked', 'locked');
  await execute(page, 'delete', { name: 'line', version: 1, confirmed: true });
  await page.sidebar.setWidth(280, 'right');
  await expectEvenRows(panel);
  await notebooks.run(1);
  await panel.root
    .getByRole('button', { name: 'Show all variables, models or not' })
    .click();
  await panel.root.getByRole('button', { name: 'Trash (1)' }).click();
  await panel
    .variable('locked')
    .getByRole('button', { name: 'Save v2 of locked' })
    .click();
  await expect(panel.variable('locked').getByRole('alert')).toBeVisible();
  const ended = await notebooks.start(2);
  await panel
    .variable('line')
    .getByRole('button', { name: 'Save v3 of line' })
    .click();
  await expect(
    panel.variable('line').getByRole('progressbar', { name: /as line$/ })
  ).toBeVisible();
  await check(
    'a save that failed, one that waits, and the trash',
    '#jupyterlab-models'
  );
  await panel.root
    .getByRole('button', { name: 'Permanently delete line' })
    .click();
  await check('the question of the trash', '.jp-Models-trash');
  const operations = page.locator('.jp-Models-operationsButton');
  await operations.click();
  await expect(
    page.getByRole('dialog', { name: 'Operations on models' })
  ).toBeVisible();
  await check('the operations', '.jp-Models-operations');
  await page.keyboard.press('Escape');
  gate.open();
  await ended();
  await expect(panel.model('line')).toContainText('v3');

  await checkDialog(
    'Save fresh as model',
    'save',
    { variable: 'fresh' },
    'Risk of loading'
  );
  await checkDialog('Load line', 'load', { name: 'line' }, 'Overwrite');
  await checkDialog('Load model', 'load', {}, 'locked');
  await checkDialog('Delete line?', 'delete', { name: 'line' }, '2 versions');
  await checkDialog('Rename line', 'rename', { name: 'line' }, 'New name');
  await checkDialog('Edit line', 'edit', { name: 'line' }, 'Note on version');
  await checkDialog('Restore model', 'restore', {}, 'Version 1 of line');

  await execute(page, 'browse');
  const table = new ModelsTable(page);
  await expect(table.row('locked').first()).toBeVisible();
  await table.root
    .getByRole('checkbox', { name: 'Select locked' })
    .first()
    .click();
  await table.button('Tag').click();
  await expect(table.root.getByRole('dialog', { name: 'Tag' })).toContainText(
    'No values'
  );
  await check('tabs, table and filters of all models', '.jp-Models-workbench');
  await page.keyboard.press('Escape');
  await execute(page, 'open-model', { name: 'line' });
  const model = page.getByRole('region', { name: 'line' });
  await expect(model).toContainText('SHA-256');
  await check('the page of a model', '.jp-Models-page');
  await model.getByRole('button', { name: 'Edit: Description' }).click();
  await check('its description', '.jp-Models-page');
});
