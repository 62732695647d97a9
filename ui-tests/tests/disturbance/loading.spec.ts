import { execute, save } from '../../support/commands';
import { expect, test } from '../../support/test';
import { Traffic } from '../../support/traffic';
import { ridge } from '../../support/training';

test('Loads wait for the running cell, and take no name that it bound meanwhile', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  const traffic = new Traffic(page);
  await notebooks.open(
    'busy-load.ipynb',
    ridge('line'),
    `${gate.wait}\ntaken = "mine"\nprint("free" in globals())`,
    'print(taken, type(free).__name__)'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await save(page, 'line', 'busy line');

  await notebooks.start(1);
  traffic.clear();
  const [taken, free] = ['taken', 'free'].map(variable =>
    execute(page, 'load', { name: 'busy line', variable })
  );
  const asked = () =>
    traffic.sent.filter(({ type }) => type === 'execute_request').length;
  await expect.poll(asked).toBe(2);
  gate.open();
  expect((await taken).error).toContain('taken');
  expect((await free).result).toMatchObject({ variable: 'free', version: 1 });
  await expect(notebooks.output(1)).toHaveText('False');
  await expect(panel.variable('free')).toBeVisible();
  await notebooks.run(2);
  await expect(notebooks.output(2)).toHaveText('mine Ridge');
});
