import { expect, test } from '../../support/test';
import { ridge } from '../../support/training';

test('10,000 variables, all shown: the rows are right wherever one scrolls, and few are in the document', async ({
  page,
  panel,
  notebooks,
  gate,
  freshPageAfter
}) => {
  await notebooks.open(
    'many.ipynb',
    `${ridge('line')}\nglobals().update({f"v{n:05}": n for n in range(10_000)})`,
    `late = line\n${gate.wait}`
  );
  await notebooks.run(0);
  await page
    .getByRole('button', { name: 'Show all variables, models or not' })
    .click();
  const rows = panel.variables.getByRole('listitem');
  await expect(rows.first()).toHaveAttribute('aria-setsize', /^10\d\d\d$/);
  const ended = await notebooks.start(1);

  const { frames, most } = await panel.variables.evaluate(async list => {
    const scroller = list.parentElement!;
    const frames: number[] = [];
    let most = 0;
    let last = await new Promise<number>(requestAnimationFrame);
    for (let step = 0; step < 240; step++) {
      // Slowly, as by a wheel, and now and then far, as by the bar.
      scroller.scrollTop += step % 40 === 39 ? scroller.scrollHeight / 7 : 150;
      const now = await new Promise<number>(requestAnimationFrame);
      frames.push(now - last);
      last = now;
      most = Math.max(most, list.childElementCount);
    }
    await new Promise(requestAnimationFrame);
    scroller.scrollTop = scroller.scrollHeight;
    return { frames: frames.sort((a, b) => a - b), most };
  });
  const share = (part: number) =>
    frames[Math.floor(part * (frames.length - 1))].toFixed(1);
  console.log(
    `Frames (ms): median ${share(0.5)}, 95 % ${share(0.95)}, longest ${share(1)}; most rows in the document: ${most}`
  );
  expect(most).toBeLessThan(60);
  await expect(panel.variable('late')).toBeVisible();
  const last = rows.last();
  await expect(async () => {
    expect(await last.getAttribute('aria-posinset')).toBe(
      await last.getAttribute('aria-setsize')
    );
  }).toPass();
  await expect(panel.variable('v09999')).toBeVisible();
  gate.open();
  await ended();
});
