import type { ModelPage } from '../../contract/schemas';
import { head } from '../../testing/fakes';
import { sleep, until } from '../../testing/wait';
import { ModelRows } from './rows';

/** Rows over a registry of 100,000 models that answers when it is let. */
function setUp() {
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const registry = { total: 100_000, revision: 1, waits: false };
  const rows = new ModelRows({
    ask: async (offset, limit): Promise<ModelPage> => {
      asked.push(offset / limit);
      if (registry.waits) {
        await new Promise<void>(resolve => waiting.push(resolve));
      }
      const count = Math.min(limit, registry.total - offset);
      const items = Array.from({ length: count }, (_, index) =>
        head(`model ${offset + index}`)
      );
      return { ...registry, items, offset };
    },
    changed: () => undefined
  });
  return { rows, asked, waiting, registry };
}

describe('Rows of a long list', () => {
  it('are forgotten when they are far from those in sight', async () => {
    const { rows } = setUp();
    await rows.renew();
    for (let first = 0; first < 3000; first += 100) {
      rows.show(first, first + 30);
      await until(() => rows.at(first + 30) !== undefined);
    }
    const kept = Array.from({ length: 3000 }, (_, i) => rows.at(i));
    expect(kept.filter(Boolean).length).toBeLessThanOrEqual(1100);
    expect(rows.at(0)).toBeUndefined();
    expect(rows.indexOf(rows.at(2900)!.id)).toBe(2900);
  });

  it('are asked for where a dragged scroll bar stops, not where it passes', async () => {
    const { rows, asked, waiting, registry } = setUp();
    await rows.renew();
    registry.waits = true;
    for (let first = 1000; first <= 90_000; first += 1000) {
      rows.show(first, first + 30);
    }
    expect(asked.length).toBeLessThanOrEqual(4);
    registry.waits = false;
    waiting.forEach(answer => answer());
    await until(() => rows.at(90_000) !== undefined);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('stand still while they are held, and are asked for anew afterwards', async () => {
    const { rows, asked, registry } = setUp();
    await rows.renew();
    const hold = rows.hold();
    registry.revision = 2;
    await rows.renew();
    rows.show(530, 560);
    await until(() => rows.at(530) !== undefined);
    expect(asked).toEqual([0, 5]);
    registry.total = 7;
    hold.dispose();
    await until(() => rows.total === 7);
    await until(() => rows.at(6) !== undefined);
    expect(rows.at(7)).toBeUndefined();
  });

  it('of two states of the registry are never mixed', async () => {
    const { rows, registry } = setUp();
    await rows.renew();
    rows.show(90, 130);
    await until(() => rows.at(130) !== undefined);
    registry.revision = 2;
    registry.total = 101;
    rows.show(200, 230);
    await until(() => rows.total === 101);
    await until(() => rows.at(100) !== undefined);
    expect(rows.at(130)).toBeUndefined();
    rows.dispose();
    await sleep(1);
  });
});
