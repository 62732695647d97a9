import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Schemas } from '../tokens';
import { Source } from './source';

/** The classes and functions that a version holds by value, each to be unfolded. */
export function Sources(props: {
  sources: Schemas['Sources'];
  trans: TranslationBundle;
}): JSX.Element {
  const { sources, trans } = props;
  return (
    <>
      {sources.code.map(({ kind, module, name, source }, index) =>
        source === null ? (
          <p key={index}>
            {trans.__(
              '%1 of %2: its text is not known, only its byte code is there.',
              name,
              module
            )}
          </p>
        ) : (
          <Source
            key={index}
            title={trans.__('%1 %2 of %3', kind, name, module)}
            source={source}
            trans={trans}
          />
        )
      )}
    </>
  );
}
