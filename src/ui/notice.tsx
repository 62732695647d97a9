import React from 'react';
import { type IProblem, problemText } from './errors';

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

/** What went wrong, if anything did. */
export function ProblemNotice(props: {
  problem: IProblem | null;
}): JSX.Element | null {
  return (
    props.problem && (
      <Notice tone="error">
        <p>{problemText(props.problem)}</p>
      </Notice>
    )
  );
}
