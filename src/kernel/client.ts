import { CachedAnswer } from '../server/cachedAnswer';
import type { IModelsServer } from '../server/token';
import { FormatTable } from './formats';
import type { Schemas } from '../contract/schemas';
import type { IFormats, IKernelSource } from './token';

/** The table of the server. */
export class Formats implements IFormats {
  constructor(server: Pick<IModelsServer, 'state' | 'call'>) {
    this._kept = new CachedAnswer(server, async () => {
      const table = await server.call(http => http.GET('/formats'));
      this._table = new FormatTable(table);
      return this._table;
    });
  }

  get table(): FormatTable {
    return this._table;
  }

  load(): Promise<FormatTable> {
    return this._kept.load();
  }

  private readonly _kept: CachedAnswer<FormatTable>;
  private _table = new FormatTable({ rows: [], families: [], excluded: [] });
}

/** The source of the kernel's half, from the server. */
export class KernelSource
  extends CachedAnswer<Schemas['KernelSource']>
  implements IKernelSource
{
  constructor(server: Pick<IModelsServer, 'state' | 'call'>) {
    super(server, () => server.call(http => http.GET('/kernel-source')));
  }
}
