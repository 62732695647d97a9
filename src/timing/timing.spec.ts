import { CoalescedTask } from './coalescedTask';
import { DelayedCall } from './delayedCall';
import { RepeatingTimer } from './repeatingTimer';
import { withTimeout } from './withTimeout';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('DelayedCall', () => {
  it('calls once for all requests within the delay', () => {
    const call = jest.fn();
    const delayed = new DelayedCall(call, 100);
    delayed.request();
    jest.advanceTimersByTime(60);
    delayed.request();
    expect(call).not.toHaveBeenCalled();
    jest.advanceTimersByTime(40);
    expect(call).toHaveBeenCalledTimes(1);
    delayed.request();
    jest.advanceTimersByTime(100);
    expect(call).toHaveBeenCalledTimes(2);
    delayed.dispose();
  });

  it('calls no more after it was disposed', () => {
    const call = jest.fn();
    const delayed = new DelayedCall(call, 100);
    delayed.request();
    delayed.dispose();
    delayed.request();
    jest.advanceTimersByTime(1000);
    expect(call).not.toHaveBeenCalled();
  });
});

describe('RepeatingTimer', () => {
  it('calls while it is on', () => {
    const call = jest.fn();
    const timer = new RepeatingTimer(call, 100);
    jest.advanceTimersByTime(300);
    expect(call).not.toHaveBeenCalled();
    timer.toggle(true);
    timer.toggle(true);
    jest.advanceTimersByTime(300);
    expect(call).toHaveBeenCalledTimes(3);
    timer.toggle(false);
    jest.advanceTimersByTime(300);
    expect(call).toHaveBeenCalledTimes(3);
    timer.dispose();
  });

  it('cannot be switched on after it was disposed', () => {
    const call = jest.fn();
    const timer = new RepeatingTimer(call, 100);
    timer.toggle(true);
    timer.dispose();
    timer.toggle(true);
    jest.advanceTimersByTime(300);
    expect(call).not.toHaveBeenCalled();
  });
});

describe('CoalescedTask', () => {
  /** A task whose runs end when they are told to. */
  function setUp() {
    const ends: (() => void)[] = [];
    const task = new CoalescedTask(
      () => new Promise(resolve => ends.push(resolve))
    );
    return { ends, task };
  }

  it('meets all requests during a run by one more run', async () => {
    const { ends, task } = setUp();
    const done = task.request();
    void task.request();
    void task.request();
    expect(ends).toHaveLength(1);
    ends[0]();
    await jest.advanceTimersByTimeAsync(0);
    expect(ends).toHaveLength(2);
    ends[1]();
    await done;
    expect(ends).toHaveLength(2);
    expect(task.isRunning).toBe(false);
  });

  it('waits for no run that was abandoned', async () => {
    const { ends, task } = setUp();
    void task.request();
    task.abandon();
    expect(task.isRunning).toBe(false);
    const done = task.request();
    expect(ends).toHaveLength(2);
    ends[1]();
    await done;
  });
});

describe('withTimeout', () => {
  it('gives the value, and leaves no timer', async () => {
    expect(await withTimeout(Promise.resolve('there'), 100)).toBe('there');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives null when the time is up', async () => {
    const never = new Promise<string>(() => undefined);
    const waited = withTimeout(never, 100);
    await jest.advanceTimersByTimeAsync(100);
    expect(await waited).toBeNull();
  });

  it('passes a rejection on', async () => {
    const failed = Promise.reject(new Error('It broke.'));
    await expect(withTimeout(failed, 100)).rejects.toThrow('It broke.');
    expect(jest.getTimerCount()).toBe(0);
  });
});
