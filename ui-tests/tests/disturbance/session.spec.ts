import { execute, save } from '../../support/commands';
import { MEMORY, type IMemory } from '../../support/memory';
import { expect, test } from '../../support/test';
import { Traffic } from '../../support/traffic';
import { CATBOOST, ridge } from '../../support/training';

/** What sessions of IPython name after cells, and differs from cell to cell. */
const OF_CELLS = /^_(i?\d+)$/;

const without = (names: readonly string[], more: readonly string[]) =>
  names.filter(name => !OF_CELLS.test(name) && !more.includes(name));

test('Looks during a cell leave no trace in the session: results, history, errors, names, modules', async ({
  page,
  panel,
  notebooks,
  gate
}) => {
  const traffic = new Traffic(page);
  await notebooks.open(
    'looks.ipynb',
    `${ridge('line')}\nimport json\n${MEMORY}`,
    '6 * 7',
    '"hello"',
    '1 / 0',
    `told = []\ntold.append(memory())\n${gate.wait}\ntold.append(memory())\nprint(json.dumps(told))`
  );
  for (const cell of [0, 1, 2]) {
    await notebooks.run(cell);
  }
  await notebooks.runToFailure(3);
  await expect(panel.variable('line')).toBeVisible();
  // What the kernel's debugger imports at its first look is there before.
  await panel.root
    .getByRole('button', { name: 'Read the variables again' })
    .click();
  await expect.poll(() => traffic.looks).toBeGreaterThan(0);
  traffic.clear();
  const ended = await notebooks.start(4);
  await expect.poll(() => traffic.looks).toBeGreaterThanOrEqual(2);
  gate.open();
  await ended();
  const [before, after]: IMemory[] = JSON.parse(
    await notebooks.output(4).innerText()
  );
  expect(after).toEqual(before);
  expect(before.last.slice(0, 2)).toEqual(["'hello'", '42']);
  expect(before.error).toHaveLength(4);
});

test('A save and a load leave no trace in the session but the variable that was asked for', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open(
    'transfers.ipynb',
    `${CATBOOST}\nimport json\n${MEMORY}`,
    '6 * 7',
    '"hello"',
    '1 / 0',
    'told = [memory()]',
    'told.append(memory())',
    'print(json.dumps(told))'
  );
  for (const cell of [0, 1, 2]) {
    await notebooks.run(cell);
  }
  await notebooks.runToFailure(3);
  await notebooks.run(4);
  await expect(panel.variable('tumours')).toBeVisible();

  await save(page, 'tumours', 'quiet tumours');
  const { error } = await execute(page, 'load', {
    name: 'quiet tumours',
    variable: 'again'
  });
  expect(error).toBeUndefined();
  await expect(panel.variable('again')).toBeVisible();
  await notebooks.run(5);
  await notebooks.run(6);

  const [before, after]: IMemory[] = JSON.parse(
    await notebooks.output(6).innerText()
  );
  expect(after.last.slice(0, 3)).toEqual(before.last.slice(0, 3));
  expect(after.last[3]).toBe("'told = [memory()]'");
  expect(after.out).toEqual(before.out);
  expect(after.in).toEqual([...before.in, 'told.append(memory())']);
  expect(after.count).toBe(before.count + 1);
  expect(after.history).toHaveLength(before.history.length + 1);
  expect(after.database).toHaveLength(before.database.length + 1);
  expect(after.error).toEqual(before.error);
  expect(without(after.who, ['again', 'told'])).toEqual(before.who);
  expect(without(after.names, ['again', 'told'])).toEqual(
    without(before.names, [])
  );
  expect(after.builtins).toEqual(before.builtins);
  expect(
    after.modules.filter(name => name.includes('jupyterlab_models'))
  ).toEqual(['_jupyterlab_models']);
});
