import { nullTranslator } from '@jupyterlab/translation';
import type { Transfer } from '../contract/schemas';
import { ModelsServer } from '../server/connection';
import { FakeServer } from '../testing/server';
import { TransfersClient } from './client';

describe('TransfersClient', () => {
  let server: FakeServer;
  let part: ModelsServer;
  let client: TransfersClient;

  beforeEach(() => {
    server = new FakeServer();
    const { settings: serverSettings, events } = server;
    const trans = nullTranslator.load('jupyterlab_models');
    part = new ModelsServer({ serverSettings, events, trans });
    client = new TransfersClient(part);
  });

  afterEach(() => {
    part.dispose();
  });

  it('makes the calls of the contract', async () => {
    const id = '0'.repeat(32);
    const error = { code: 'aborted', message: 'The cell before it failed.' };
    await client.list();
    await client.get(id);
    await client.fail(id, error);
    await client.cancel(id);
    const calls = server.requests.map(({ method, path, body }) =>
      [method, path, body && JSON.stringify(body)]
        .filter(part => part)
        .join(' ')
    );
    expect(calls).toEqual([
      'GET /transfers',
      `GET /transfers/${id}`,
      `PATCH /transfers/${id} ${JSON.stringify({ error })}`,
      `DELETE /transfers/${id}`
    ]);
  });

  it('begins a transfer and gives its ticket', async () => {
    const begun = await client.begin({
      kind: 'load',
      model: 'churn',
      version: 2,
      variable: 'model',
      kernel: { id: 'k' }
    });
    expect(begun.ticket.transfer).toBe(begun.transfer.id);
    expect(server.requests[0].body).toMatchObject({ kind: 'load', version: 2 });
  });

  it('reads the examples as the types say', async () => {
    const transfer: Transfer = await client.get('0'.repeat(32));
    expect(transfer).toMatchObject({ kind: 'save', state: 'running' });
  });
});
