import React from 'react';

/** What stands in place of a list, and what to do about it. */
export interface IEmptyText {
  readonly title: string;
  readonly text: string;
}

/** An empty place that teaches. */
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
