import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Risk, Schemas } from '../contract/schemas';
import { formatDate } from './units';

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
        sentence: trans.__(
          'The file holds numbers and text only; loading runs nothing.'
        )
      };
    case 'parser':
      return {
        word: trans.__('Parser'),
        sentence: trans.__(
          'The library reads its own format; no code from the file runs.'
        )
      };
    case 'program':
      return {
        word: trans.__('Program'),
        sentence: trans.__(
          'The file holds a program that the library runs. It can read and write your files. Load it only if you trust who saved it.'
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

/** Risk of loading: a sign, one word, one sentence, and when it changed. */
export function RiskBadge(props: {
  risk: Risk;
  /** How the risk was found; left out for a part, whose risk is its own. */
  judged?: Schemas['Judged'];
  trans: TranslationBundle;
}): JSX.Element {
  const { risk, judged, trans } = props;
  const { word, sentence } = riskWords(risk, trans);
  return (
    <span className="jp-Models-risk" data-risk={risk}>
      <span className="jp-Models-riskWord">
        <span aria-hidden="true">{SIGNS[risk]}</span> {word}
      </span>
      <span>{sentence}</span>
      {judged?.before && (
        <span className="jp-Models-riskNote">
          {trans.__(
            'Judged again on %1 by newer rules: %2 → %3.',
            formatDate(judged.time),
            riskWords(judged.before, trans).word,
            word
          )}
        </span>
      )}
      {judged?.reason && (
        <span className="jp-Models-riskNote">{judged.reason}</span>
      )}
    </span>
  );
}
