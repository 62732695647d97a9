import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { ReadonlyJSONObject } from '@lumino/coreutils';

/** What a command gave, or the message of the error it ended with. */
export interface IOutcome {
  result?: Record<string, unknown> | null;
  error?: string;
}

/** Run a command of ours as another extension would: with arguments, for its result. */
export async function execute(
  page: IJupyterLabPageFixture,
  command: string,
  args: ReadonlyJSONObject = {}
): Promise<IOutcome> {
  return page.evaluate(
    async ([id, given]) => {
      try {
        const result = await window.jupyterapp.commands.execute(id, given);
        return { result: JSON.parse(JSON.stringify(result ?? null)) };
      } catch (reason) {
        return {
          error: reason instanceof Error ? reason.message : String(reason)
        };
      }
    },
    [`jupyterlab-models:${command}`, args] as const
  );
}

/** Save a variable of the current kernel by the command; fails the test with the reason when it fails. */
export async function save(
  page: IJupyterLabPageFixture,
  variable: string,
  name: string
): Promise<void> {
  const { error } = await execute(page, 'save', { variable, name });
  if (error !== undefined) {
    throw new Error(`${variable} was not saved as ${name}: ${error}`);
  }
}
