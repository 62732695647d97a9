import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Risk } from '../contract/schemas';

/** What comes back, and under it what does not. */
export function Restores(props: {
  restores: string;
  lost: readonly string[];
}): JSX.Element {
  const { restores, lost } = props;
  return (
    <>
      {restores}
      {lost.length > 0 && (
        <ul className="jp-Models-lost">
          {lost.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a risk is called and what it means. */
interface IRiskWords {
  readonly word: string;
  readonly sentence: string;
}

/** One word and one sentence about the risk of loading. */
function riskWords(risk: Risk, trans: TranslationBundle): IRiskWords {
  switch (risk) {
    case 'data':
      return {
        word: trans.__('Data'),
        sentence: trans.__('The file holds numbers only; loading runs nothing.')
      };
    case 'parser':
      return {
        word: trans.__('Parser'),
        sentence: trans.__(
          'The library reads its own format; loading runs no code from the file.'
        )
      };
    case 'program':
      return {
        word: trans.__('Program'),
        sentence: trans.__(
          'The file holds a computation that runs inside the library. Load it only if you trust who saved it.'
        )
      };
    case 'code':
      return {
        word: trans.__('Code'),
        sentence: trans.__(
          'Loading can run any code from the file. Load it only if you trust who saved it.'
        )
      };
  }
}

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
