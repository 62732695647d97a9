import { menuOn } from '../../support/editors';
import { expect, test } from '../../support/test';
import { Traffic } from '../../support/traffic';
import { ridge } from '../../support/training';
import { ModelsPanel } from '../../support/panel';

const CELLS = [
  ridge('line'),
  'import time\ntime.sleep(3)',
  'more = line',
  'del more',
  'fresh = line'
];

test('With the panel hidden nothing is sent but the probe, once', async ({
  page,
  notebooks
}) => {
  const traffic = new Traffic(page);
  await notebooks.open('unseen.ipynb', ...CELLS);
  await notebooks.run(0);
  const ours = () =>
    traffic.sent.filter(
      ({ content }) =>
        content.silent === true ||
        JSON.stringify(content).includes('jupyterlab_models')
    );
  await expect.poll(() => ours().length).toBe(1);
  expect(ours()[0].type).toBe('execute_request');
  expect(ours()[0].bytes).toBeLessThanOrEqual(20_000);

  traffic.clear();
  await runOthers();
  const cells = CELLS.slice(1, 4).map(code => ['execute_request', code]);
  // JupyterLab's debugger asks for the loaded modules when a cell has ended.
  const sent = () =>
    traffic.sent
      .filter(({ content }) => content.command !== 'modules')
      .map(({ type, content }) => [type, content.code]);
  expect(sent()).toEqual(cells);

  const panel = new ModelsPanel(page);
  await panel.open();
  await expect(panel.variable('line')).toBeVisible();
  // The look that belongs to the opening.
  await expect.poll(() => traffic.looks).toBeGreaterThan(0);
  await page.sidebar.close('right');
  await expect(panel.root).toBeHidden();
  traffic.clear();
  await runOthers();
  expect(sent()).toEqual(cells);

  // The user's own click on a name is reason enough for one look, by which the first menu is right.
  await notebooks.run(4);
  traffic.clear();
  const menu = await menuOn(page, notebooks.editor(4), 'fresh');
  await expect(
    menu.getByRole('menuitem', { name: 'Save as Model…' })
  ).toBeVisible();
  await page.waitForTimeout(1_000);
  expect(traffic.looks).toBe(1);
  expect(
    traffic.sent.map(({ content }) => content.command).filter(Boolean)
  ).toEqual(expect.arrayContaining(['richInspectVariables']));
  expect(traffic.sent.map(({ type }) => type)).not.toContain('execute_request');

  /** Run the other cells, and see what comes after them. */
  async function runOthers(): Promise<void> {
    for (const index of [1, 2, 3]) {
      await notebooks.run(index);
    }
    await page.waitForTimeout(1_000);
  }
});
