import { nullTranslator } from '@jupyterlab/translation';
import { example } from '../testing/contract';
import { FakeServer } from '../testing/server';
import type { ModelPage, Transfer } from '../tokens';
import { RegistryClient } from './client';
import { RegistryError } from '../server/error';

const trans = nullTranslator.load('jupyterlab_models');

describe('RegistryClient', () => {
  let server: FakeServer;
  let client: RegistryClient;

  beforeEach(() => {
    server = new FakeServer();
    client = new RegistryClient(server.settings, trans);
  });

  /** The error with which a call ends. */
  async function failure(call: Promise<unknown>): Promise<RegistryError> {
    const reason = await call.then(
      () => null,
      (error: unknown) => error
    );
    expect(reason).toBeInstanceOf(RegistryError);
    return reason as RegistryError;
  }

  it('asks for a page of models', async () => {
    const page = await client.list({
      q: 'é & 1',
      notebook: 'a b.ipynb',
      sort: 'updated',
      order: 'desc',
      offset: 100,
      limit: 50
    });
    expect(page).toEqual(example<ModelPage>('GET', '/models'));
    expect(server.requests[0].query).toEqual({
      q: 'é & 1',
      notebook: 'a b.ipynb',
      sort: 'updated',
      order: 'desc',
      offset: '100',
      limit: '50'
    });
  });

  it.each([['churn model 2'], ['модель'], ['a%2Fb'], ['a?b#c']])(
    'names %s in a path',
    async name => {
      await client.get(name);
      expect(decodeURIComponent(server.requests[0].path)).toBe(
        `/models/${name}`
      );
    }
  );

  it('makes the calls of the contract', async () => {
    const id = '0'.repeat(32);
    const error = { code: 'aborted', message: 'The cell before it failed.' };
    await client.getVersion('churn', 2);
    await client.update('churn', { tags: ['telecom'] });
    await client.delete('churn');
    await client.delete('churn', 2);
    await client.trash();
    await client.restore(id);
    await client.purge(id);
    await client.emptyTrash();
    await client.loadCode('churn', 2, { variable: 'x' });
    await client.transfers();
    await client.transfer(id);
    await client.failTransfer(id, error);
    await client.cancelTransfer(id);
    const calls = server.requests.map(({ method, path, query, body }) =>
      [method, path, query['variable'], body && JSON.stringify(body)]
        .filter(part => part)
        .join(' ')
    );
    expect(calls).toEqual([
      'GET /models/churn/versions/2',
      'PATCH /models/churn {"tags":["telecom"]}',
      'DELETE /models/churn',
      'DELETE /models/churn/versions/2',
      'GET /trash',
      `POST /trash/${id}/restore`,
      `DELETE /trash/${id}`,
      'DELETE /trash',
      'GET /models/churn/versions/2/load-code x',
      'GET /transfers',
      `GET /transfers/${id}`,
      `PATCH /transfers/${id} ${JSON.stringify({ error })}`,
      `DELETE /transfers/${id}`
    ]);
  });

  it('begins a transfer and gives its ticket', async () => {
    const begun = await client.beginTransfer({
      kind: 'load',
      model: 'churn',
      version: 2,
      variable: 'model',
      kernel: { id: 'k' }
    });
    expect(begun.ticket.transfer).toBe(begun.transfer.id);
    expect(server.requests[0].body).toMatchObject({ kind: 'load', version: 2 });
  });

  it('asks for the table and the source once', async () => {
    const [rows, again] = [client.formats(), client.formats()];
    expect(await rows).toBe(await again);
    expect((await client.kernelSource()).digest).toBe('3b1f0c44a2');
    await client.kernelSource();
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/formats',
      '/kernel-source'
    ]);
  });

  it('asks for the table again after a failure', async () => {
    server.isDown = true;
    await failure(client.formats());
    server.isDown = false;
    expect(await client.formats()).toHaveLength(1);
  });

  describe('errors', () => {
    it('are those of the server', async () => {
      const confirm = {
        author: { username: 'eve', name: 'Eve' },
        sha256: 'a'.repeat(64),
        risk: 'code'
      };
      const body = {
        code: 'confirm_required',
        message: 'Loading runs code that Eve saved.',
        hint: 'Agree only if you trust her.',
        field: 'trust',
        confirm
      };
      server.on('GET', '/models/{name}', body, 409);
      const error = await failure(client.get('churn'));
      expect(error).toMatchObject({ ...body, status: 409 });
    });

    it('of others are put into words', async () => {
      server.on('GET', '/trash', { message: 'Forbidden', reason: null }, 403);
      expect(await failure(client.trash())).toMatchObject({
        code: 'http_403',
        message: 'The server answered 403: Forbidden',
        status: 403
      });
      server.on('GET', '/trash', '<h1>Bad gateway</h1>', 502);
      expect((await failure(client.trash())).code).toBe('http_502');
    });

    it('tell when nobody answers', async () => {
      server.isDown = true;
      expect(await failure(client.trash())).toMatchObject({
        code: 'unreachable',
        status: 0
      });
    });

    it('tell when the answer is no JSON', async () => {
      server.on('GET', '/trash', '<h1>Log in</h1>');
      expect(await failure(client.trash())).toMatchObject({
        code: 'bad_answer',
        hint: 'Reload the page; you may have to log in again.'
      });
    });
  });

  it('gives up a request', async () => {
    const controller = new AbortController();
    server.onCall('GET', '/models', () => {
      controller.abort();
      return { status: 200, body: example('GET', '/models') };
    });
    await expect(client.list({}, controller.signal)).rejects.toMatchObject({
      name: 'AbortError'
    });
  });

  it('reads the examples as the types say', async () => {
    const transfer: Transfer = await client.transfer('0'.repeat(32));
    expect(transfer).toMatchObject({ kind: 'save', state: 'running' });
  });
});
