import React from 'react';

/** Something to say inside a form or page. */
export function Notice(
  props: React.PropsWithChildren<{ tone: 'info' | 'warn' | 'error' }>
): JSX.Element {
  return (
    <div
      className="jp-Models-notice"
      data-tone={props.tone}
      role={props.tone === 'error' ? 'alert' : 'note'}
    >
      {props.children}
    </div>
  );
}
