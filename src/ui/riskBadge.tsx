import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Risk } from '../tokens';
import { riskWords } from './words';

const SIGNS: Record<Risk, string> = {
  data: '✓',
  parser: '✓',
  program: '!',
  code: '!'
};

/** Risk of loading: a sign, one word, and one sentence. */
export function RiskBadge(props: {
  risk: Risk;
  trans: TranslationBundle;
}): JSX.Element {
  const { word, sentence } = riskWords(props.risk, props.trans);
  return (
    <span className="jp-Models-risk" data-risk={props.risk}>
      <span className="jp-Models-riskWord">
        <span aria-hidden="true">{SIGNS[props.risk]}</span> {word}
      </span>
      <span>{sentence}</span>
    </span>
  );
}
