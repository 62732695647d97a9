import { nullTranslator } from '@jupyterlab/translation';
import type { Operation } from '../contract/schemas';
import { ModelsServer } from '../server/connection';
import { operation } from '../testing/operations';
import { FakeServer } from '../testing/server';
import { until } from '../testing/wait';
import { Operations } from './operations';

const ONE = '/operations/{operation}';

describe('Operations', () => {
  let server: FakeServer;
  let part: ModelsServer;
  let operations: Operations;

  /** The server tells of a change. */
  const say = (change: Partial<Operation>) => {
    const { id } = operation();
    server.on('GET', ONE, operation(change));
    server.events.say('operation', { operation: id });
    return until(() =>
      operations.current.some(({ state }) => state === change.state)
    );
  };

  beforeEach(() => {
    server = new FakeServer();
    const { settings: serverSettings, events } = server;
    const trans = nullTranslator.load('');
    part = new ModelsServer({ serverSettings, events, trans });
    operations = new Operations(part, trans);
  });

  afterEach(() => {
    operations.dispose();
    part.dispose();
  });

  it('are those of the server, as its events tell', async () => {
    await say({ state: 'running' });
    expect(operations.current).toEqual([operation()]);
  });

  it.each([
    ['cancel', 'DELETE', ONE, 'cancelled'],
    ['pause', 'POST', `${ONE}/pause`, 'paused'],
    ['resume', 'POST', `${ONE}/resume`, 'running']
  ] as const)('%s', async (action, method, path, state) => {
    server.on(method, path, operation({ state }));
    const { id } = operation();
    expect((await operations[action](id)).state).toBe(state);
    expect(server.got(method, path)).toHaveLength(1);
    expect(operations.current[0].state).toBe(state);
  });

  it('are retried by the server where it can do that', async () => {
    await say({ state: 'failed', actions: ['retry'] });
    const [failed] = operations.current;
    expect(operations.canRetry(failed)).toBe(true);
    const updated = '2026-07-19T09:00:09.000Z';
    server.on('POST', `${ONE}/retry`, operation({ state: 'queued', updated }));
    await operations.retry(failed);
    expect(operations.current.map(({ state }) => state)).toEqual(['queued']);
  });

  it('are retried by the page that knows what was asked for', async () => {
    const retried: string[] = [];
    const added = operations.addRetry({
      can: ({ kind }) => kind === 'save',
      run: async ({ id }) => retried.push(id)
    });
    await say({ state: 'running', actions: ['cancel'] });
    expect(operations.canRetry(operations.current[0])).toBe(false);
    await say({ state: 'failed', actions: [] });
    const [failed] = operations.current;
    expect(operations.canRetry(failed)).toBe(true);
    await operations.retry(failed);
    expect(retried).toEqual([failed.id]);
    expect(operations.current).toEqual([]);
    added.dispose();
    expect(operations.canRetry(failed)).toBe(false);
  });

  it('fail when the server has forgotten them', async () => {
    await part.refresh();
    await say({ state: 'running' });
    server.on('GET', '/operations', { items: [] });
    await until(() => operations.current[0].state === 'failed');
    expect(operations.current[0].error?.code).toBe('lost');
    expect(operations.current[0].actions).toEqual([]);
  });
});
