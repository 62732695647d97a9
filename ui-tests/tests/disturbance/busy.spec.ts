import { CurrentKernel } from '../../support/kernels';
import { expect, test } from '../../support/test';
import { Traffic } from '../../support/traffic';
import { ridge } from '../../support/training';

/** A figure of two halves, with something between them. */
const figure = (between: string) =>
  [
    'plt.plot([1, 2, 4])',
    between,
    'plt.plot([3, 1, 0])',
    'plt.title("whole")',
    'print(plt.get_fignums())'
  ].join('\n');

test('A figure half drawn in a running cell comes out whole, in its cell; the kernel stays busy', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  const traffic = new Traffic(page);
  const kernel = new CurrentKernel(page);
  await notebooks.open(
    'figure.ipynb',
    `${ridge('line')}\nimport matplotlib.pyplot as plt`,
    figure(''),
    figure(`late = line\n${gate.wait}`),
    'print("next")'
  );
  await notebooks.run(0);
  await notebooks.run(1);
  await expect(panel.variable('line')).toBeVisible();

  const seen = await kernel.watchStatus();
  traffic.clear();
  const drawn = await notebooks.start(2);
  await expect(panel.variable('late')).toBeVisible();
  const states: string[] = [];
  while (traffic.looks < 3) {
    states.push(await kernel.state(), ...(await seen.jsonValue()));
    await page.waitForTimeout(100);
  }
  expect(new Set(states)).toEqual(new Set(['busy']));
  gate.open();
  await drawn();
  await notebooks.run(3);

  const [whole, watched] = [1, 2].map(cell => notebooks.output(cell));
  await expect(watched).toHaveText(['[1]', '']);
  await expect(whole.locator('img')).toHaveCount(1);
  expect(await watched.locator('img').getAttribute('src')).toBe(
    await whole.locator('img').getAttribute('src')
  );
  await expect(notebooks.output(3)).toHaveText(['next']);
});
