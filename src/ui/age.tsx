import React, { useEffect, useState } from 'react';
import { formatDate, relativeTime } from './units';

/** How often an age is told anew, in ms. */
const TICK = 30_000;

/** How long ago something was, kept up to date; the full date as tooltip. */
export function Age(props: { time: string; title?: string }): JSX.Element {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <time dateTime={props.time} title={props.title ?? formatDate(props.time)}>
      {relativeTime(props.time, now)}
    </time>
  );
}
