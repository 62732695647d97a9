import { nullTranslator } from '@jupyterlab/translation';
import type { Transfer } from '../contract/schemas';
import { ModelsServer } from '../server/connection';
import { example } from '../testing/contract';
import { FakeServer } from '../testing/server';
import { sleep, until } from '../testing/wait';
import { TransfersClient } from '../transfers/client';
import { Board } from './board';

describe('Board', () => {
  let server: FakeServer;
  let part: ModelsServer;
  let board: Board<Transfer>;

  beforeEach(() => {
    server = new FakeServer();
    const { settings: serverSettings, events } = server;
    const trans = nullTranslator.load('jupyterlab_models');
    part = new ModelsServer({ serverSettings, events, trans });
    const client = new TransfersClient(part);
    board = new Board({
      server: part,
      topic: 'transfer',
      list: () => client.list(),
      fetch: id => client.get(id),
      lost: transfer => transfer
    });
  });

  afterEach(() => {
    board.dispose();
    part.dispose();
  });

  describe('records of work', () => {
    const transfer = example<Transfer>('GET', '/transfers/{transfer}');

    it('are fetched after an event', async () => {
      const seen: Transfer[] = [];
      board.changed.connect(() => seen.push(board.current[0]));
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
      board.changed.connect(() => seen.push(board.current[0].state));
      for (let i = 0; i < 10; i++) {
        server.events.say('transfer', { transfer: transfer.id });
      }
      await until(() => seen.length === 2);
      expect(seen).toEqual(['running', 'done']);
      expect(server.requests).toHaveLength(2);
    });

    it('come back when they are started again', async () => {
      const at = (state: Transfer['state'], second: number): Transfer => ({
        ...transfer,
        state,
        updated: `2026-07-19T09:00:0${second}.000Z`
      });
      board.add(at('failed', 1));
      board.add(at('running', 1));
      board.add(at('done', 2));
      expect(board.current).toEqual([at('failed', 1)]);
      board.add(at('running', 2));
      expect(board.current).toEqual([at('running', 2)]);
      board.add(at('failed', 3));
      board.dismiss(transfer.id);
      board.add(at('failed', 4));
      expect(board.current).toEqual([]);
      board.add(at('running', 5));
      expect(board.current).toEqual([at('running', 5)]);
    });

    it('with an id that is none are not asked for', async () => {
      server.events.say('transfer', { transfer: '../models/churn' });
      await sleep(5);
      expect(server.got('GET', '/transfers/{transfer}')).toEqual([]);
    });
  });
});
