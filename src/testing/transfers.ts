import type { FakeServer } from './server';
import { example } from './contract';
import type { Health, Schemas, Transfer } from '../contract/schemas';
import { VERSION } from '../server/handshake';

/** Transfers at a `FakeServer`, as a real one would move them. */
export class FakeTransfers {
  constructor(private readonly _server: FakeServer) {
    _server.on('GET', '/health', {
      ...example<Health>('GET', '/health'),
      version: VERSION
    });
    _server.onCall('GET', '/transfers', () => ({
      status: 200,
      body: { items: [...this._transfers.values()], revision: 1 }
    }));
    _server.onCall('GET', '/transfers/{transfer}', ({ path }) =>
      this._answer(path)
    );
    _server.onCall('PATCH', '/transfers/{transfer}', ({ path, body }) => {
      this.end(path, 'failed', (body as { error: Schemas['Error'] }).error);
      return this._answer(path);
    });
    _server.onCall('DELETE', '/transfers/{transfer}', ({ path }) => {
      this.end(path, 'cancelled');
      return this._answer(path);
    });
    _server.onCall('POST', '/transfers', ({ body }) => ({
      status: 201,
      body: this._begin(body as Partial<Transfer>)
    }));
  }

  /** Whether the pages hear of what happens. */
  tells = true;

  get all(): Transfer[] {
    return [...this._transfers.values()];
  }

  /** The transfer goes on; `id` may be the end of a path. */
  move(id: string, change: Partial<Transfer>): void {
    const key = id.slice(-32);
    const transfer = this._transfers.get(key);
    if (transfer) {
      const updated = new Date(++this._clock).toISOString();
      this._transfers.set(key, { ...transfer, ...change, updated });
      if (this.tells) {
        this._server.events.say('transfer', { transfer: key });
      }
    }
  }

  /** It ends, unless it has. */
  end(
    id: string,
    state: 'done' | 'failed' | 'cancelled',
    error: Schemas['Error'] | null = null
  ): void {
    const transfer = this._transfers.get(id.slice(-32));
    if (transfer && transfer.result === null && transfer.error === null) {
      const result =
        state === 'done'
          ? {
              version: 2,
              format: 'cbm',
              bytes: 9,
              sha256: 'f'.repeat(64),
              class: 'catboost.core.CatBoostClassifier'
            }
          : null;
      this.move(id, { state, error, result });
    }
  }

  /** One that another page has begun. */
  add(transfer: Partial<Transfer>): Transfer {
    const id = `${++this._count}`.padStart(32, '0');
    const created = new Date(++this._clock).toISOString();
    const made = {
      ...example<Transfer>('GET', '/transfers/{transfer}'),
      ...transfer,
      id,
      created,
      updated: created
    };
    this._transfers.set(id, made);
    return made;
  }

  /** The server no longer knows it. */
  forget(id: string): void {
    this._transfers.delete(id);
  }

  private _begin(request: Partial<Transfer>): Schemas['TransferBegun'] {
    const begun = example<Schemas['TransferBegun']>('POST', '/transfers');
    const { kind, model, variable, kernel } = request;
    const chosen = { kind, model, variable, kernel };
    const transfer = this.add({ ...begun.transfer, ...chosen });
    return { transfer, ticket: { ...begun.ticket, transfer: transfer.id } };
  }

  private _answer(path: string): { status: number; body: unknown } {
    const transfer = this._transfers.get(path.slice(-32));
    return transfer
      ? { status: 200, body: transfer }
      : { status: 404, body: { code: 'not_found', message: 'No such.' } };
  }

  private readonly _transfers = new Map<string, Transfer>();
  private _count = 0;
  private _clock = Date.UTC(2026, 6, 19);
}
