import { expect } from '@playwright/test';
import { existsSync, writeFileSync } from 'fs';
import path from 'path';

/**
 * Holds a cell until the test has seen what is to be seen while the cell runs: however slow the machine is, the cell
 * does not end too early.
 */
export class Gate {
  constructor(private _folder: string) {}

  /** A line of Python that waits for the gate; it leaves no name behind. */
  readonly wait =
    'while not __import__("os").path.exists("open"): __import__("time").sleep(0.05)';

  /** A line of Python that says that the gate was reached. */
  readonly reach = '__import__("pathlib").Path("reached").touch()';

  /** Until the kernel stands at the gate. */
  async reached(): Promise<void> {
    await expect.poll(() => existsSync(this._file('reached'))).toBe(true);
  }

  /** Let the cell go on. */
  open(): void {
    writeFileSync(this._file('open'), '');
  }

  private _file(name: string): string {
    return path.join(process.env.UI_FOLDER!, 'files', this._folder, name);
  }
}
