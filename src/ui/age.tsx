import React, { useEffect, useState } from 'react';
import { formatDate, relativeTime } from './units';

/** How often an age is told anew, in ms. */
const TICK = 30_000;

/** The last full tick, so that all ages are told as of the same moment. */
const lastTick = () => Date.now() - (Date.now() % TICK);

/** The moment as of which ages are told, kept up to date. */
export function useNow(): number {
  const [now, setNow] = useState(lastTick);
  useEffect(() => {
    const timer = window.setTimeout(
      () => setNow(lastTick()),
      now + TICK - Date.now()
    );
    return () => window.clearTimeout(timer);
  }, [now]);
  return now;
}

/** How long ago something was, kept up to date; the full date as tooltip. */
export function Age(props: { time: string; title?: string }): JSX.Element {
  const now = useNow();
  return (
    <time dateTime={props.time} title={props.title ?? formatDate(props.time)}>
      {relativeTime(props.time, now)}
    </time>
  );
}
