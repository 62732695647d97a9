/**
 * What the front end costs before anybody opens it: the time its plugins take to start, and the size of what is
 * fetched. In a real browser, with the bundle as it is in the wheel: `make bench`, or
 * `python scripts/playwright.py bench`.
 */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { gzipSync } from 'zlib';
import { verdict } from './verdict';

const ROUNDS = 7;
const GOAL_MS = 5;
const GOAL_KB = 60;
const STATIC = '/extensions/jupyterlab-models/static/';

interface IPlugin {
  id: string;
  activate: (...args: unknown[]) => unknown;
}

interface IContainer {
  init(...args: unknown[]): unknown;
  get(name: string): Promise<() => { default: IPlugin | IPlugin[] }>;
}

/** What is put into the page. */
type BenchWindow = Window & {
  /** Milliseconds that each of our plugins took to activate. */
  activations: Record<string, number>;
  _JUPYTERLAB: Record<string, IContainer>;
};

/** Runs in the page before its own scripts: times `activate` of each plugin that our bundle hands out. */
function timeActivations(): void {
  const bench = window as unknown as BenchWindow;
  bench.activations = {};
  const timed = (plugin: IPlugin): void => {
    const activate = plugin.activate;
    plugin.activate = (...args) => {
      const begun = performance.now();
      const result = activate.apply(plugin, args);
      bench.activations[plugin.id] = performance.now() - begun;
      return result;
    };
  };
  let container: IContainer;
  bench._JUPYTERLAB = {};
  Object.defineProperty(bench._JUPYTERLAB, 'jupyterlab-models', {
    get: () => container,
    set: (real: IContainer) => {
      container = {
        init: (...args) => real.init(...args),
        get: async name => {
          const factory = await real.get(name);
          return () => {
            const module = factory();
            if (name === './extension') {
              [module.default].flat().forEach(timed);
            }
            return module;
          };
        }
      };
    }
  });
}

/** Start JupyterLab with an empty workspace; gives what was fetched of ours, as `[name, bytes, bytes gzipped]`. */
async function start(page: Page): Promise<[string, number, number][]> {
  const bodies: Promise<[string, number, number]>[] = [];
  page.on('response', response => {
    const { pathname } = new URL(response.url());
    if (pathname.includes(STATIC)) {
      bodies.push(
        response
          .body()
          .then(body => [
            pathname.split('/').pop()!,
            body.length,
            gzipSync(body, { level: 9 }).length
          ])
      );
    }
  });
  await page.goto('/lab/workspaces/bench?reset');
  await page.waitForFunction(() => window.jupyterapp?.started);
  await page.evaluate(() => window.jupyterapp.started);
  await page.waitForTimeout(1000);
  return Promise.all(bodies);
}

test('Start of the front end', async ({ browser, baseURL }) => {
  const rounds: Record<string, number>[] = [];
  let fetched: [string, number, number][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await browser.newPage({ baseURL });
    await page.addInitScript(timeActivations);
    fetched = await start(page);
    rounds.push(
      await page.evaluate(() => (window as unknown as BenchWindow).activations)
    );
    await page.close();
  }

  const sums = rounds
    .map(round => Object.values(round).reduce((sum, time) => sum + time, 0))
    .sort((a, b) => a - b);
  const median = sums[Math.floor(ROUNDS / 2)];
  const size = fetched.reduce((sum, [, , gzipped]) => sum + gzipped, 0) / 1000;
  expect(Object.keys(rounds[0])).toContain('jupyterlab-models:panel');
  const lines = [
    `activation of our ${Object.keys(rounds[0]).length} plugins, median of ${ROUNDS} starts: ` +
      `${median.toFixed(2)} ms (${sums[0].toFixed(2)} to ${sums[ROUNDS - 1].toFixed(2)}); ` +
      `goal at most ${GOAL_MS} ms: ${verdict(median, GOAL_MS)}`,
    `fetched before anything is opened: ${size.toFixed(1)} kB gzipped in ${fetched.length} files; ` +
      `goal at most ${GOAL_KB} kB: ${verdict(size, GOAL_KB)}`,
    ...fetched.map(
      ([name, bytes, gzipped]) =>
        `  ${name}: ${(bytes / 1000).toFixed(1)} kB, ${(gzipped / 1000).toFixed(1)} kB gzipped`
    )
  ];
  console.log(lines.join('\n'));
});
