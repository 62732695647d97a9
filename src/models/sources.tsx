import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { Button } from '../ui/button';
import type { Schemas } from '../contract/schemas';
import { type IProblem, problemText } from '../ui/errors';
import { Source } from '../ui/source';
import { visible } from '../ui/visible';

/** What the author's kernel says of the code that a version holds by value: each class and function to be unfolded. */
export function Sources(props: {
  /** Null while they are on the way. */
  sources: Schemas['Sources'] | null;
  /** Why they did not come. */
  problem: IProblem | null;
  trans: TranslationBundle;
  onRetry(): void;
}): JSX.Element {
  const { sources, problem, trans } = props;
  if (problem) {
    return (
      <div role="alert">
        <p>
          {trans.__(
            'Its code could not be fetched for you to read. %1',
            problemText(problem)
          )}
        </p>
        <div className="jp-Models-noticeActions">
          <Button onClick={props.onRetry}>{trans.__('Try again')}</Button>
        </div>
      </div>
    );
  }
  if (!sources) {
    return (
      <p className="jp-Models-pending" role="status">
        {trans.__('Fetching its code…')}
      </p>
    );
  }
  if (sources.code.length === 0) {
    return <p>{trans.__('No source code available.')}</p>;
  }
  return (
    <>
      <p>
        {trans.__(
          'Its code as the author’s kernel tells it. It helps to decide, and proves nothing about the file.'
        )}
      </p>
      {sources.code.map(({ kind, module, name, source }, index) =>
        source === null ? (
          <p key={index}>
            {trans.__(
              '%1 of %2: its text is not known, only its byte code is there.',
              visible(name),
              visible(module)
            )}
          </p>
        ) : (
          <Source
            key={index}
            title={title(kind, visible(name), visible(module), trans)}
            source={source}
            trans={trans}
          />
        )
      )}
    </>
  );
}

function title(
  kind: Schemas['SourceText']['kind'],
  name: string,
  module: string,
  trans: TranslationBundle
): string {
  switch (kind) {
    case 'class':
      return trans.__('Class %1 of %2', name, module);
    case 'function':
      return trans.__('Function %1 of %2', name, module);
    case 'module':
      return trans.__('Module %1', name);
  }
}
