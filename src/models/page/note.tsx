import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import React, { useEffect, useRef } from 'react';
import { renderNote } from './renderNote';

/** A note in Markdown that somebody wrote: nothing in it runs, and nothing is fetched for it. */
export function Note(props: {
  text: string;
  rendermime: IRenderMimeRegistry | null;
}): JSX.Element {
  const { text, rendermime } = props;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!rendermime) {
      return;
    }
    const rendered = renderNote(text, host.current!, rendermime);
    return () => rendered.dispose();
  }, [text, rendermime]);
  return rendermime ? (
    <div ref={host} className="jp-Models-note" />
  ) : (
    <div className="jp-Models-note">{text}</div>
  );
}
