import { expect, test } from '../../support/test';
import { type ISent, Traffic } from '../../support/traffic';
import { ridge } from '../../support/training';

/** Counts in the background while the cell awaits, and tells when it was held up. */
const ASYNC = `
import asyncio
async def count():
    for n in range(50):
        await asyncio.sleep(0.1)
    return n
task = asyncio.create_task(count())
during = line
print("counted", await task)
`;

test('Queues of cells, cells that await and cells that ask go on as if nobody looked', async ({
  page,
  panel,
  notebooks
}) => {
  const traffic = new Traffic(page);
  await notebooks.open(
    'waiting.ipynb',
    `${ridge('line')}\nimport time`,
    ASYNC,
    'time.sleep(3)\nqueued = line\nprint("one")',
    'print("two", _i)',
    'answer = input("Your name? ")\nprint("Hello", answer)',
    'get_ipython().execution_count'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  for (const cell of [1, 2, 3, 4]) {
    await notebooks.start(cell);
  }
  await expect(panel.variable('during')).toBeVisible();
  const box = page
    .getByRole('textbox', { name: /Your name/ })
    .or(page.locator('.jp-Stdin-input'));
  await box.waitFor();
  await expect(notebooks.output(1)).toHaveText('counted 49');
  await expect(notebooks.output(2)).toHaveText('one');
  await expect(notebooks.output(3)).toContainText('two time.sleep(3)');

  await expect(panel.variable('queued')).toBeVisible();
  const looks = traffic.looks;
  await expect.poll(() => traffic.looks).toBeGreaterThan(looks);
  await box.fill('Ada');
  await box.press('Enter');
  await expect(notebooks.output(4).last()).toHaveText('Hello Ada');
  await notebooks.run(5);
  await expect(notebooks.output(5)).toHaveText('7');
});

test('Deleted variables and a reset session: the list follows, and the probe stays', async ({
  page,
  panel,
  notebooks
}) => {
  const traffic = new Traffic(page);
  await notebooks.open(
    'reset.ipynb',
    `${ridge('line')}\nother = line`,
    'del line',
    '%reset -f',
    ridge('fresh'),
    'print(dir())'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  traffic.clear();
  await notebooks.run(1);
  await expect(panel.variable('line')).toHaveCount(0);
  await expect(panel.variable('other')).toBeVisible();
  await notebooks.run(2);
  await expect(panel.root).toContainText('No variables yet');
  await notebooks.run(3);
  await expect(panel.variable('fresh')).toBeVisible();
  await notebooks.run(4);
  await expect(notebooks.output(4)).not.toContainText(/models/i);
  const putIn = ({ content }: ISent) => content.silent && content.code;
  expect(traffic.sent.filter(putIn)).toEqual([]);
});
