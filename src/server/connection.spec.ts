import { nullTranslator } from '@jupyterlab/translation';
import type { Health } from '../contract/schemas';
import { example } from '../testing/contract';
import { FakeServer } from '../testing/server';
import { RegistryError } from './error';
import { VERSION } from './handshake';
import { ModelsServer } from './connection';
import type { IServerState } from './token';

const trans = nullTranslator.load('jupyterlab_models');

describe('ModelsServer', () => {
  let server: FakeServer;
  let part: ModelsServer;
  let health: Health;

  beforeEach(() => {
    server = new FakeServer();
    health = { ...example<Health>('GET', '/health'), version: VERSION };
    server.onCall('GET', '/health', () => ({ status: 200, body: health }));
    const { settings: serverSettings, events } = server;
    part = new ModelsServer({ serverSettings, events, trans });
  });

  afterEach(() => {
    part.dispose();
  });

  async function start(): Promise<IServerState> {
    part.start();
    await part.ready;
    return part.state;
  }

  describe('handshake', () => {
    it('is unknown at first and forbids everything', () => {
      expect(part.state.status).toBe('unknown');
      expect(part.permissions).toEqual({ read: false, write: false });
    });

    it('is ready with a server part of the same version', async () => {
      expect(await start()).toEqual({ status: 'ready', message: '', health });
      expect(part.permissions).toEqual({ read: true, write: true });
    });

    it('is missing where nobody knows the path', async () => {
      server.on('GET', '/health', '<title>404</title>', 404);
      const state = await start();
      expect(state.status).toBe('missing');
      expect(state.message).toContain('pip install jupyterlab_models');
    });

    it.each([
      ['version', '9.9.9'],
      ['contract', '2']
    ])('is a mismatch with another %s', async (field, value) => {
      health = { ...health, [field]: value };
      const state = await start();
      expect(state.status).toBe('mismatch');
      expect(state.message).toContain(health.version);
      expect(state.message).toContain('Restart the Jupyter server');
    });

    it('is unreachable when nobody answers, and recovers', async () => {
      server.isDown = true;
      expect((await start()).status).toBe('unreachable');
      const told: string[] = [];
      part.stateChanged.connect((_, state) => told.push(state.status));
      server.isDown = false;
      await part.refresh();
      expect(told).toEqual(['ready']);
      expect(part.permissions.write).toBe(true);
    });

    it('says once what stays the same', async () => {
      health = { ...health, version: '9.9.9' };
      await start();
      let told = 0;
      part.stateChanged.connect(() => told++);
      health = { ...health, free_bytes: 5, revision: 99 };
      await part.refresh();
      expect(told).toBe(0);
    });
  });

  describe('permissions', () => {
    it('are those of the server', async () => {
      server.me = { permissions: { models: ['read'] } };
      await start();
      expect(part.permissions).toEqual({ read: true, write: false });
    });

    it('do not allow writing where another server holds the store', async () => {
      await start();
      let told = 0;
      part.stateChanged.connect(() => told++);
      health = { ...health, read_only: true };
      await part.refresh();
      expect(part.permissions).toEqual({ read: true, write: false });
      expect(told).toBe(1);
    });
  });

  describe('events', () => {
    it('are heard by topic until nobody follows it', () => {
      const heard: unknown[] = [];
      const following = part.onEvent('transfer', ({ transfer }) =>
        heard.push(transfer)
      );
      server.events.say('transfer', { transfer: 'a' });
      server.events.say('transfers', { transfer: 'b' });
      server.events.say('registry', { revision: 1 });
      server.events.stream.emit({
        schema_id: 'https://events.jupyter.org/contents_service/v1',
        transfer: 'c'
      });
      following.dispose();
      server.events.say('transfer', { transfer: 'd' });
      expect(heard).toEqual(['a']);
    });
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

  const models = () => {
    const params = { path: { name: 'churn' } };
    return part.call(http => http.GET('/models/{name}', { params }));
  };
  const trash = () => part.call(http => http.GET('/trash'));

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
      const error = await failure(models());
      expect(error).toMatchObject({ ...body, status: 409 });
    });

    it('of others are put into words', async () => {
      server.on('GET', '/trash', { message: 'Forbidden', reason: null }, 403);
      expect(await failure(trash())).toMatchObject({
        code: 'http_403',
        message: 'The server answered 403: Forbidden',
        status: 403
      });
      server.on('GET', '/trash', '<h1>Bad gateway</h1>', 502);
      expect((await failure(trash())).code).toBe('http_502');
    });

    it('tell when nobody answers', async () => {
      server.isDown = true;
      expect(await failure(trash())).toMatchObject({
        code: 'unreachable',
        status: 0
      });
    });

    it('tell when the answer is no JSON', async () => {
      server.on('GET', '/trash', '<h1>Log in</h1>');
      expect(await failure(trash())).toMatchObject({
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
    await expect(
      part.call(
        http => http.GET('/models', { signal: controller.signal }),
        controller.signal
      )
    ).rejects.toMatchObject({
      name: 'AbortError'
    });
  });
});
