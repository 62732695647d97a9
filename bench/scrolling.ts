/** How smoothly a page scrolled, out of a trace by Chromium. */

/** What is in such a trace, of what it can record. */
export const CATEGORIES = [
  '-*',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame'
];

/** Times in microseconds. */
interface IEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** What the thread had of the processor meanwhile. */
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly type?: string } };
}

/** Each in ms, the shortest first. */
export interface IScrolling {
  /** From each frame that was drawn to the next. */
  readonly frames: readonly number[];
  /** Tasks of the page's main thread. */
  readonly tasks: readonly number[];
  /** What these had of the processor: on a machine that does other things too, they also waited for it. */
  readonly work: readonly number[];
}

/** Reads it between the first event `scroll` and the frame after the last one; throws when nothing was scrolled. */
export function readScrolling(trace: Buffer): IScrolling {
  const read = JSON.parse(trace.toString()) as { traceEvents: IEvent[] };
  const events = read.traceEvents.sort((a, b) => a.ts - b.ts);
  const scrolls = events.filter(
    ({ name, args }) => name === 'EventDispatch' && args.data?.type === 'scroll'
  );
  if (scrolls.length < 2) {
    throw new Error('Nothing was scrolled while the trace was taken.');
  }
  const { pid, tid, ts: begin } = scrolls[0];
  const end = scrolls[scrolls.length - 1].ts;

  const drawn = events
    .filter(event => event.name === 'DrawFrame' && event.pid === pid)
    .map(({ ts }) => ts)
    .filter(ts => ts >= begin);
  const frames = drawn
    .slice(1)
    .map((ts, index) => [drawn[index], ts])
    .filter(([from]) => from < end)
    .map(([from, to]) => to - from);
  const tasks = events
    .filter(
      event =>
        event.name === 'RunTask' && event.pid === pid && event.tid === tid
    )
    .map(({ ts, dur, tdur }) => ({ ts, dur: dur ?? 0, tdur: tdur ?? 0 }))
    .filter(({ ts, dur }) => ts + dur > begin && ts < end);
  return {
    frames: inOrder(frames),
    tasks: inOrder(tasks.map(({ dur }) => dur)),
    work: inOrder(tasks.map(({ tdur }) => tdur))
  };
}

function inOrder(microseconds: readonly number[]): number[] {
  return microseconds.map(time => time / 1000).sort((a, b) => a - b);
}
