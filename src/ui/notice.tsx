import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { Button } from './button';
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

/** A failure in the place where the user acted. */
export function Failure(props: {
  problem: IProblem;
  trans: TranslationBundle;
  onRetry?: () => void;
  onDismiss?: () => void;
}): JSX.Element {
  const { problem, trans } = props;
  return (
    <Notice tone="error">
      <p>{problemText(problem)}</p>
      {(props.onRetry || props.onDismiss) && (
        <div className="jp-Models-noticeActions">
          {props.onRetry && (
            <Button onClick={props.onRetry}>{trans.__('Retry')}</Button>
          )}
          {props.onDismiss && (
            <Button onClick={props.onDismiss}>{trans.__('Dismiss')}</Button>
          )}
        </div>
      )}
    </Notice>
  );
}

/** What stands in place of a list, and what to do about it. */
export interface IEmptyText {
  readonly title: string;
  readonly text: string;
}

/** Placeholder for an empty list. */
export function EmptyState(
  props: React.PropsWithChildren<IEmptyText>
): JSX.Element {
  return (
    <div className="jp-Models-empty" role="status">
      <p className="jp-Models-emptyTitle">{props.title}</p>
      <p className="jp-Models-emptyText">{props.text}</p>
      {props.children}
    </div>
  );
}
