import { Debugging } from '../../support/debugging';
import { expect, test } from '../../support/test';
import { Traffic } from '../../support/traffic';
import { ridge } from '../../support/training';

test('At a breakpoint the panel keeps still: expanded variables, stepping and breakpoints work on', async ({
  page,
  panel,
  notebooks,
  freshPageAfter
}) => {
  const traffic = new Traffic(page);
  await notebooks.open(
    'debugged.ipynb',
    ridge('line'),
    [
      'def work(parts):',
      '    first = parts["a"]',
      '    second = first + 1',
      '    return second',
      'total = work({"a": 1, "b": [2, 3]})',
      'print("worked", total)'
    ].join('\n')
  );
  await notebooks.run(0);
  await expect(panel.variable('line')).toBeVisible();
  const debugging = new Debugging(page, notebooks);
  await debugging.switchOn('debugged.ipynb');
  await panel.open();
  await debugging.stopIn(1, 2);

  const item = (name: RegExp) =>
    debugging.locals.getByRole('treeitem', { name });
  await item(/^parts:/).click();
  await expect(item(/^'b': list/)).toBeVisible();

  await expect(panel.root).toContainText('Paused at a breakpoint');
  await expect(panel.variable('line')).toBeVisible();
  const { looks } = traffic;
  await panel.root
    .getByRole('button', { name: 'Read the variables again' })
    .click();
  await page.waitForTimeout(3_000);
  expect(traffic.looks).toBe(looks);

  // What the debugger has handed out is still good, and so are its commands.
  await item(/^'b': list/).click();
  await expect(item(/^0: 2/)).toBeVisible();
  await debugging.execute('next');
  await expect(item(/^first: 1/)).toBeVisible();
  await expect(page.locator('.jp-DebuggerBreakpoint')).toHaveCount(1);
  await debugging.execute('continue');
  await expect(notebooks.output(1)).toHaveText('worked 2');
  await expect(panel.root).not.toContainText('Paused at a breakpoint');
  await expect(panel.variable('line')).toBeVisible();
});
