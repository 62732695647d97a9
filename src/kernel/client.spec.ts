import { nullTranslator } from '@jupyterlab/translation';
import type { Health } from '../contract/schemas';
import { VERSION } from '../server/handshake';
import { ModelsServer } from '../server/connection';
import { example } from '../testing/contract';
import { FakeServer } from '../testing/server';
import { Formats, KernelSource } from './client';

describe('What stays the same while the server runs', () => {
  let server: FakeServer;
  let part: ModelsServer;
  let formats: Formats;
  let source: KernelSource;
  let health: Health;

  beforeEach(() => {
    server = new FakeServer();
    health = { ...example<Health>('GET', '/health'), version: VERSION };
    server.onCall('GET', '/health', () => ({ status: 200, body: health }));
    const { settings: serverSettings, events } = server;
    const trans = nullTranslator.load('jupyterlab_models');
    part = new ModelsServer({ serverSettings, events, trans });
    formats = new Formats(part);
    source = new KernelSource(part);
  });

  afterEach(() => {
    part.dispose();
  });

  it('is asked for once', async () => {
    const [table, again] = [formats.load(), formats.load()];
    expect(await table).toBe(await again);
    expect((await source.load()).digest).toBe('3b1f0c44a2');
    await source.load();
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/formats',
      '/kernel-source'
    ]);
  });

  it('is asked for again after a failure; the last table stays', async () => {
    server.isDown = true;
    await expect(formats.load()).rejects.toMatchObject({ code: 'unreachable' });
    server.isDown = false;
    const table = await formats.load();
    expect(table.rows).toHaveLength(1);
    server.isDown = true;
    await part.refresh();
    await expect(formats.load()).rejects.toMatchObject({ code: 'unreachable' });
    expect(formats.table).toBe(table);
  });

  it('is asked for again when the server has another half of the kernel', async () => {
    await part.refresh();
    await source.load();
    await part.refresh();
    await source.load();
    expect(server.got('GET', '/kernel-source')).toHaveLength(1);
    health = { ...health, kernel_source: 'other' };
    await part.refresh();
    await source.load();
    expect(server.got('GET', '/kernel-source')).toHaveLength(2);
  });
});
