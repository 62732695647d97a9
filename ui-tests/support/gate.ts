import { writeFileSync } from 'fs';
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

  /** Let the cell go on. */
  open(): void {
    const files = path.join(process.env.UI_FOLDER!, 'files');
    writeFileSync(path.join(files, this._folder, 'open'), '');
  }
}
