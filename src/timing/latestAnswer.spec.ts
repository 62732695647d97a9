import { PromiseDelegate } from '@lumino/coreutils';
import { LatestAnswer } from './latestAnswer';

describe('LatestAnswer', () => {
  let latest: LatestAnswer;
  let told: string[];

  beforeEach(() => {
    latest = new LatestAnswer();
    told = [];
  });

  /** Ask a question that is answered when the test says so. */
  function ask() {
    const delegate = new PromiseDelegate<string>();
    let signal: AbortSignal | null = null;
    const counts = latest.ask(
      given => {
        signal = given;
        return delegate.promise;
      },
      {
        answer: answer => told.push(answer),
        failure: reason => told.push(`failed: ${reason}`)
      }
    );
    return { delegate, counts, signal: signal! as AbortSignal };
  }

  it('gives the answer, or why there is none', async () => {
    const good = ask();
    good.delegate.resolve('one');
    expect(await good.counts).toBe(true);
    const bad = ask();
    bad.delegate.reject('no disk');
    expect(await bad.counts).toBe(true);
    expect(told).toEqual(['one', 'failed: no disk']);
  });

  it('drops answers to earlier questions, whenever they come', async () => {
    const [first, second, third] = [ask(), ask(), ask()];
    expect([first, second, third].map(({ signal }) => signal.aborted)).toEqual([
      true,
      true,
      false
    ]);
    second.delegate.reject('late');
    third.delegate.resolve('three');
    first.delegate.resolve('one');
    expect(
      await Promise.all([first.counts, second.counts, third.counts])
    ).toEqual([false, false, true]);
    expect(told).toEqual(['three']);
  });

  it('drops the answer when another question has begun by hand', async () => {
    const { delegate, counts } = ask();
    const signal = latest.renew();
    delegate.resolve('one');
    expect(await counts).toBe(false);
    expect(signal.aborted).toBe(false);
    expect(told).toEqual([]);
  });

  it('drops all answers once it is disposed', async () => {
    const before = ask();
    latest.dispose();
    const after = ask();
    before.delegate.resolve('one');
    after.delegate.resolve('two');
    expect(await before.counts).toBe(false);
    expect(await after.counts).toBe(false);
    expect(latest.signal.aborted).toBe(true);
    expect(told).toEqual([]);
  });
});
