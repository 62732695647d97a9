import { execute } from '../support/commands';
import { expect, test } from '../support/test';
import { ridge } from '../support/training';

const COMMANDS: Record<string, string[]> = {
  open: [],
  save: ['variable', 'name', 'description', 'tags', 'format', 'kernel'],
  load: ['name', 'variable', 'version', 'overwrite', 'trust', 'kernel'],
  'open-model': ['name', 'version'],
  browse: [],
  delete: ['name', 'confirmed', 'version'],
  restore: ['name', 'version'],
  purge: ['name', 'confirmed'],
  rename: ['name', 'to'],
  edit: ['name', 'description', 'tags', 'version', 'note'],
  'insert-load-code': ['name', 'version'],
  refresh: []
};

test('Every command is in the palette and describes its arguments', async ({
  page,
  panel
}) => {
  await expect(panel.root).toBeVisible();
  const told = await page.evaluate(async ids => {
    const { commands } = window.jupyterapp;
    const described: Record<string, string[]> = {};
    for (const id of ids) {
      const { args } = await commands.describedBy(`jupyterlab-models:${id}`);
      described[id] = Object.keys(
        (args?.properties as object | undefined) ?? {}
      );
    }
    return described;
  }, Object.keys(COMMANDS));
  for (const [id, names] of Object.entries(COMMANDS)) {
    expect(told[id], id).toEqual(expect.arrayContaining(names));
  }

  await page.keyboard.press('Control+Shift+C');
  await page.getByPlaceholder('SEARCH', { exact: true }).fill('models');
  for (const id of Object.keys(COMMANDS)) {
    await expect(
      page.locator(
        `.lm-CommandPalette-item[data-command="jupyterlab-models:${id}"]`
      )
    ).toBeVisible();
  }
});

test('With all arguments a command runs without asking and gives its result', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open(
    'commands.ipynb',
    ridge('line'),
    'print(type(again).__name__, again.predict([[1.0]]) == line.predict([[1.0]]))'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const name = 'commands line';

  const saved = await execute(page, 'save', {
    variable: 'line',
    name,
    tags: ['straight']
  });
  expect(saved.result).toMatchObject({
    name,
    version: 1,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/)
  });
  expect(saved.result?.bytes).toBeGreaterThan(0);
  const loaded = await execute(page, 'load', { name, variable: 'again' });
  expect(loaded.result).toMatchObject({ name, version: 1, variable: 'again' });
  expect(loaded.result?.type).toContain('Ridge');
  await notebooks.run(1);
  await expect(notebooks.output(1)).toHaveText('Ridge [ True]');

  expect(
    (await execute(page, 'delete', { name, confirmed: true })).error
  ).toBeUndefined();
  await panel.search.fill(name);
  await expect(panel.model(name)).toHaveCount(0);
  expect((await execute(page, 'restore', { name })).error).toBeUndefined();
  await expect(panel.model(name)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('A command that cannot do it throws what a person understands', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('errors.ipynb', `${ridge('line')}\nkind = int`);
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const attempts: [string, Record<string, string | boolean>, RegExp][] = [
    ['save', { variable: 'missing', name: 'commands error' }, /missing/],
    ['save', { variable: 'kind', name: 'commands error' }, /kind|class/],
    ['save', { variable: 'line', name: 'a/b' }, /name.*letters/i],
    ['save', { variable: 'import os', name: 'commands error' }, /import os/],
    ['load', { name: 'no such model', variable: 'x' }, /no such model/],
    ['delete', { name: 'no such model', confirmed: true }, /no such model/],
    ['purge', { name: 'no such model', confirmed: true }, /no such model/],
    ['rename', { name: 'no such model', to: 'x' }, /no such model/],
    ['edit', { name: 'no such model', note: 'x' }, /no such model/]
  ];
  for (const [command, args, words] of attempts) {
    const { error } = await execute(page, command, args);
    expect(error, `${command} ${JSON.stringify(args)}`).toMatch(words);
  }
});

test('“Save variable as model…” in the palette asks for the variable', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('palette.ipynb', ridge('line'));
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  await page.keyboard.press('Control+Shift+C');
  await page
    .getByPlaceholder('SEARCH', { exact: true })
    .fill('save variable as model');
  await page.keyboard.press('Enter');
  const dialog = panel.dialog('Save variable as model');
  await dialog.getByLabel('Variable').selectOption('line');
  await dialog.getByLabel('Name').fill('palette line');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await panel.search.fill('palette line');
  await expect(panel.model('palette line')).toContainText('v1');
});

test('“Insert load code” puts plain Python below that loads the model without this package', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open(
    'code.ipynb',
    `${ridge('line')}\nfirst = line`,
    'print(type(line).__name__, line is first)'
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const name = 'code line';
  await execute(page, 'save', { variable: 'line', name });
  const { error } = await execute(page, 'insert-load-code', { name });
  expect(error).toBeUndefined();
  await expect(page.locator('.jp-Notebook .jp-CodeCell')).toHaveCount(3);
  await expect(page.locator('.jp-Notebook .jp-CodeCell').nth(1)).toContainText(
    'line ='
  );
  await notebooks.run(1);
  await notebooks.run(2);
  await expect(notebooks.output(2)).toHaveText('Ridge False');
});
