import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Schemas } from '../tokens';
import { Source } from './source';
import { visible } from './visible';

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
