import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { CopyButton } from './copyButton';
import { Notice } from './notice';
import { hidesSomething, Visible } from './visible';

/** Source text under a heading that folds it away. People decide by it, so nothing in it is hidden. */
export function Source(props: {
  title: string;
  source: string;
  open?: boolean;
  trans: TranslationBundle;
}): JSX.Element {
  const { title, source, open, trans } = props;
  const lines = source.split('\n').length;
  return (
    <details className="jp-Models-source" open={open}>
      <summary>
        {title}
        <span className="jp-Models-sourceLines">
          {trans._n('1 line', '%1 lines', lines)}
        </span>
      </summary>
      {hidesSomething(source) && (
        <Notice tone="warn">
          <p>
            {trans.__(
              'It holds characters that cannot be seen. They are shown as their numbers, marked.'
            )}
          </p>
        </Notice>
      )}
      <div className="jp-Models-sourceText">
        {/* So that the keyboard can scroll it. */}
        <pre tabIndex={0} role="group" aria-label={title}>
          <code>
            <Visible text={source} />
          </code>
        </pre>
        <CopyButton
          text={source}
          label={trans.__('Copy: %1', title)}
          copied={trans.__('Copied')}
        />
      </div>
    </details>
  );
}
