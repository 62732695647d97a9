import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { Debugging } from '../../support/debugging';
import type { Notebooks } from '../../support/notebooks';
import type { ModelsPanel } from '../../support/panel';
import { expect, test } from '../../support/test';
import { Traffic } from '../../support/traffic';
import { ridge } from '../../support/training';

const TRAIN = [
  'def train(rows):',
  '    best = Ridge().fit(rows, [0.0, 1.0, 2.5])',
  '    other = Lasso().fit(rows, [0.0, 1.0, 2.5])',
  '    count = len(rows)',
  '    return count',
  'total = train([[0.0], [1.0], [2.0]])'
].join('\n');
const LEFT =
  'print("left", [name for name in globals() if "jupyterlab_models" in name])';

/** A notebook that stands in `train`. */
async function pause(
  page: IJupyterLabPageFixture,
  notebooks: Notebooks,
  panel: ModelsPanel,
  end: string
): Promise<Debugging> {
  await notebooks.open(
    'paused.ipynb',
    `${ridge('line')}\nfrom sklearn.linear_model import Lasso`,
    `${TRAIN}\n${end}`,
    LEFT
  );
  await notebooks.run(0);
  const debugging = new Debugging(page, notebooks);
  await debugging.switchOn('paused.ipynb');
  await panel.open();
  await debugging.stopIn(1, 4);
  await expect(panel.root).toContainText('Paused at a breakpoint. In train');
  return debugging;
}

async function save(
  page: IJupyterLabPageFixture,
  panel: ModelsPanel,
  variable: string,
  name: string
): Promise<void> {
  await panel
    .variable(variable)
    .getByRole('button', { name: `Save ${variable}` })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await expect(dialog).toContainText('is written when the cell ends');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test('A local variable at a breakpoint is listed, and saved when the cell has ended', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  const traffic = new Traffic(page);
  const debugging = await pause(page, notebooks, panel, 'print("end", total)');
  // Its class is known from a variable that was listed; of the other only the name is.
  await expect(panel.variable('best')).toContainText('skops');
  await expect(panel.variable('best')).toContainText('local');
  await expect(panel.variable('other')).toContainText('Lasso');
  await expect(panel.variable('other')).toContainText(
    'its format is found out when it is saved'
  );
  // What cannot be a model is with the hidden ones.
  await expect(panel.variable('count')).toHaveCount(0);
  const { looks } = traffic;

  await save(page, panel, 'best', 'paused best');
  await save(page, panel, 'other', 'paused other');
  await expect(panel.variable('other').getByRole('status')).toHaveText(
    /waiting for the running cell/i
  );
  await expect(panel.variables).not.toContainText('_jupyterlab_models');
  expect(traffic.looks).toBe(looks);
  expect(
    traffic.sent.filter(({ content }) => content.command === 'copyToGlobals')
  ).toHaveLength(2);

  await debugging.execute('continue');
  await expect(notebooks.output(1)).toHaveText('end 3');
  for (const model of ['paused best', 'paused other']) {
    await panel.search.fill(model);
    await expect(panel.model(model)).toContainText('v1');
  }
  await expect(panel.root).not.toContainText('Paused at a breakpoint');
  await notebooks.run(2);
  await expect(notebooks.output(2)).toHaveText('left []');
});

test('What was copied for a save that was cancelled or aborted is gone', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  const debugging = await pause(page, notebooks, panel, '1 / 0');
  await save(page, panel, 'best', 'cancelled best');
  const best = panel.variable('best');
  await best.getByRole('button', { name: /^Cancel/ }).click();
  await expect(best.getByRole('progressbar')).toHaveCount(0);
  await save(page, panel, 'other', 'aborted other');
  await debugging.execute('continue');
  await expect(notebooks.output(1)).toContainText('ZeroDivisionError');
  await expect(panel.root.getByRole('alert')).toContainText(
    'a cell before it failed'
  );
  await expect
    .poll(async () => {
      await notebooks.run(2);
      return (await notebooks.output(2).textContent())?.trim();
    })
    .toBe('left []');
});

test('Reloaded while the cell of a local variable still runs, the page finds its save again, and nothing is left', async ({
  page,
  panel,
  notebooks,
  gate,
  tmpPath
}) => {
  const traffic = new Traffic(page);
  const debugging = await pause(page, notebooks, panel, gate.wait);
  await page.notebook.save();
  traffic.clear();
  await save(page, panel, 'best', 'reloaded best');
  const progress = panel.root.getByRole('progressbar', {
    name: 'Saving best as reloaded best'
  });
  await expect(progress).toBeVisible();
  // Before, the page that is reloaded would take the request along.
  await expect
    .poll(() => traffic.sent.map(({ type }) => type))
    .toContain('execute_request');
  await debugging.execute('continue');
  await expect(panel.root).not.toContainText('Paused at a breakpoint');

  await panel.reload();
  await expect(progress).toBeVisible();
  gate.open();
  await panel.search.fill('reloaded best');
  await expect(panel.model('reloaded best')).toContainText('v1');
  await expect(progress).toHaveCount(0);
  await notebooks.show(`${tmpPath}/paused.ipynb`);
  await notebooks.run(2);
  await expect(notebooks.output(2)).toHaveText('left []');
});
