import { nullTranslator } from '@jupyterlab/translation';
import type { Health, ModelPage } from '../contract/schemas';
import { VERSION } from '../server/handshake';
import { ModelsServer } from '../server/connection';
import { example } from '../testing/contract';
import { FakeServer } from '../testing/server';
import { sleep, until } from '../testing/wait';
import { ModelRegistry } from './client';

const trans = nullTranslator.load('jupyterlab_models');

describe('ModelRegistry', () => {
  let server: FakeServer;
  let part: ModelsServer;
  let registry: ModelRegistry;
  let health: Health;

  beforeEach(() => {
    server = new FakeServer();
    health = { ...example<Health>('GET', '/health'), version: VERSION };
    server.onCall('GET', '/health', () => ({ status: 200, body: health }));
    const { settings: serverSettings, events } = server;
    part = new ModelsServer({ serverSettings, events, trans });
    registry = new ModelRegistry(part);
  });

  afterEach(() => {
    registry.dispose();
    part.dispose();
  });

  async function start(): Promise<void> {
    part.start();
    await part.ready;
  }

  it('asks for a page of models', async () => {
    const page = await registry.list({
      q: 'é & 1',
      notebook: ['a b.ipynb'],
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
      await registry.get(name);
      expect(decodeURIComponent(server.requests[0].path)).toBe(
        `/models/${name}`
      );
    }
  );

  it('makes the calls of the contract', async () => {
    const id = '0'.repeat(32);
    await registry.getVersion('churn', 2);
    await registry.update('churn', { tags: ['telecom'] });
    await registry.delete('churn');
    await registry.delete('churn', 2);
    await registry.trash();
    await registry.restore(id);
    await registry.purge(id);
    await registry.emptyTrash();
    await registry.loadCode('churn', 2, { variable: 'x' });
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
      'GET /models/churn/versions/2/load-code x'
    ]);
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
      const first = part.refresh();
      await sleep(5);
      health = { ...health, revision: 13 };
      await Promise.all([first, part.refresh()]);
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
      part.interval = 20;
      await until(() => revisions.length > 0);
    });

    it('are of no interest any more after dispose', async () => {
      const before = server.requests.length;
      part.interval = 20;
      registry.dispose();
      part.dispose();
      server.events.say('registry', { revision: 13 });
      document.dispatchEvent(new Event('visibilitychange'));
      await sleep(250);
      expect(server.requests.length).toBe(before);
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
});
