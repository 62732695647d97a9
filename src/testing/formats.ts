import { FormatTable } from '../kernel/formats';
import type { IFormats } from '../kernel/token';
import { formatTable } from './contract';

/** The formats of the server, without a server. */
export class FakeFormats implements IFormats {
  readonly table = new FormatTable(formatTable());

  async load(): Promise<FormatTable> {
    return this.table;
  }
}
