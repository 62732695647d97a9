import * as utils from '@jupyterlab/galata/lib/utils';

/** How long (ms) Galata waits for each of its conditions; by itself 15 seconds, some only two. */
const PATIENCE = 120_000;

const { waitForCondition } = utils;

/** Have Galata wait on slow machines, too: it has no setting for it. */
export function bePatient(): void {
  Object.assign(utils, {
    waitForCondition: (condition: () => boolean | Promise<boolean>) =>
      waitForCondition(condition, PATIENCE)
  });
}
