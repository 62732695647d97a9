import { nullTranslator } from '@jupyterlab/translation';
import { example } from '../testing/contract';
import { FakeServer } from '../testing/server';
import { sleep, until } from '../testing/wait';
import type { Health, IServerState, Transfer } from '../tokens';
import { VERSION } from '../server/version';
import { ModelRegistry } from './registry';

const trans = nullTranslator.load('jupyterlab_models');

describe('ModelRegistry', () => {
  let server: FakeServer;
  let registry: ModelRegistry;
  let health: Health;

  beforeEach(() => {
    server = new FakeServer();
    health = { ...example<Health>('GET', '/health'), version: VERSION };
    server.onCall('GET', '/health', () => ({ status: 200, body: health }));
    registry = new ModelRegistry({
      serverSettings: server.settings,
      events: server.events,
      trans
    });
  });

  afterEach(() => {
    registry.dispose();
  });

  async function start(): Promise<IServerState> {
    registry.start();
    await registry.ready;
    return registry.server;
  }

  describe('handshake', () => {
    it('is unknown at first and forbids everything', () => {
      expect(registry.server.status).toBe('unknown');
      expect(registry.permissions).toEqual({ read: false, write: false });
    });

    it('is ready with a server part of the same version', async () => {
      expect(await start()).toEqual({ status: 'ready', message: '', health });
      expect(registry.permissions).toEqual({ read: true, write: true });
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
      registry.serverChanged.connect((_, state) => told.push(state.status));
      server.isDown = false;
      await registry.refresh();
      expect(told).toEqual(['ready']);
      expect(registry.permissions.write).toBe(true);
    });

    it('says once what stays the same', async () => {
      health = { ...health, version: '9.9.9' };
      await start();
      let told = 0;
      registry.serverChanged.connect(() => told++);
      health = { ...health, free_bytes: 5, revision: 99 };
      await registry.refresh();
      expect(told).toBe(0);
    });
  });

  describe('permissions', () => {
    it('are those of the server', async () => {
      server.me = { permissions: { models: ['read'] } };
      await start();
      expect(registry.permissions).toEqual({ read: true, write: false });
    });

    it('do not allow writing where another server holds the store', async () => {
      await start();
      let told = 0;
      registry.serverChanged.connect(() => told++);
      health = { ...health, read_only: true };
      await registry.refresh();
      expect(registry.permissions).toEqual({ read: true, write: false });
      expect(told).toBe(1);
    });
  });

  describe('changes', () => {
    let revisions: number[];

    beforeEach(async () => {
      await start();
      revisions = [];
      registry.changed.connect((_, revision) => revisions.push(revision));
    });

    it('are asked for after an event', async () => {
      health = { ...health, revision: 13 };
      server.events.say('registry', { revision: 13 });
      await until(() => revisions.length > 0);
      expect(revisions).toEqual([13]);
    });

    it('are told once for many events, gaps included', async () => {
      health = { ...health, revision: 40 };
      const before = server.got('GET', '/health').length;
      for (let revision = 20; revision <= 40; revision += 2) {
        server.events.say('registry', { revision });
      }
      await until(() => revisions.length > 0);
      expect(revisions).toEqual([40]);
      expect(server.got('GET', '/health').length - before).toBe(1);
    });

    it('are not believed from an event alone', async () => {
      const before = server.got('GET', '/health').length;
      server.events.say('registry', { revision: 1e15 });
      await until(() => server.got('GET', '/health').length > before);
      await sleep(5);
      expect(revisions).toEqual([]);
    });

    it('of this page need no event', async () => {
      health = { ...health, revision: 13 };
      await registry.delete('churn');
      await until(() => revisions.length > 0);
      expect(revisions).toEqual([13]);
    });

    it('that come while the server is asked make it be asked again', async () => {
      server.onCall('GET', '/health', async () => {
        const body = { ...health };
        await sleep(20);
        return { status: 200, body };
      });
      const first = registry.refresh();
      await sleep(5);
      health = { ...health, revision: 13 };
      await Promise.all([first, registry.refresh()]);
      expect(revisions).toEqual([13]);
    });

    it('told while the server is asked are not lost', async () => {
      server.onCall('GET', '/health', async () => {
        const body = { ...health };
        await sleep(400);
        return { status: 200, body };
      });
      const before = server.got('GET', '/health').length;
      server.events.say('registry', { revision: 13 });
      await until(() => server.got('GET', '/health').length > before);
      health = { ...health, revision: 13 };
      server.events.say('registry', { revision: 13 });
      await until(() => revisions.length > 0);
      expect(revisions).toEqual([13]);
    });

    it('are looked for when the page is seen again', async () => {
      health = { ...health, revision: 13 };
      document.dispatchEvent(new Event('visibilitychange'));
      await until(() => revisions.length > 0);
    });

    it('are looked for slowly anyway', async () => {
      health = { ...health, revision: 13 };
      registry.interval = 20;
      await until(() => revisions.length > 0);
    });

    it('are of no interest any more after dispose', async () => {
      const before = server.requests.length;
      registry.interval = 20;
      registry.dispose();
      server.events.say('registry', { revision: 13 });
      document.dispatchEvent(new Event('visibilitychange'));
      await sleep(250);
      expect(server.requests.length).toBe(before);
    });
  });

  describe('transfers', () => {
    const transfer = example<Transfer>('GET', '/transfers/{transfer}');

    it('are fetched after an event', async () => {
      const seen: Transfer[] = [];
      registry.transferChanged.connect((_, one) => seen.push(one));
      server.events.say('transfer', { transfer: transfer.id, state: 'done' });
      await until(() => seen.length > 0);
      // What the event says is not believed.
      expect(seen).toEqual([transfer]);
    });

    it('are fetched once more for events that come meanwhile', async () => {
      const states = ['running', 'done'] as const;
      server.onCall('GET', '/transfers/{transfer}', async () => {
        await sleep(5);
        const state = states[server.requests.length - 1];
        return { status: 200, body: { ...transfer, state } };
      });
      const seen: string[] = [];
      registry.transferChanged.connect((_, { state }) => seen.push(state));
      for (let i = 0; i < 10; i++) {
        server.events.say('transfer', { transfer: transfer.id });
      }
      await until(() => seen.length === 2);
      expect(seen).toEqual(['running', 'done']);
      expect(server.requests).toHaveLength(2);
    });

    it('with an id that is none are not asked for', async () => {
      server.events.say('transfer', { transfer: '../models/churn' });
      await sleep(5);
      expect(server.got('GET', '/transfers/{transfer}')).toEqual([]);
    });
  });

  it('does not listen to events of others', async () => {
    await start();
    const before = server.requests.length;
    server.events.stream.emit({
      schema_id: 'https://events.jupyter.org/contents_service/v1',
      revision: 1
    });
    await sleep(250);
    expect(server.requests.length).toBe(before);
  });

  it('fetches the kernel’s half again when the server has another one', async () => {
    await start();
    await registry.kernelSource();
    await registry.refresh();
    await registry.kernelSource();
    expect(server.got('GET', '/kernel-source')).toHaveLength(1);
    health = { ...health, kernel_source: 'other' };
    await registry.refresh();
    await registry.kernelSource();
    expect(server.got('GET', '/kernel-source')).toHaveLength(2);
  });
});
