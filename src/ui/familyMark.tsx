import React from 'react';

/** Two letters a family; style/family.css gives colour and shape. */
const LETTERS: Record<string, string> = {
  catboost: 'Cb',
  lightgbm: 'Lg',
  xgboost: 'Xg',
  sklearn: 'Sk',
  torch: 'Pt',
  keras: 'Ke',
  tensorflow: 'Tf',
  onnx: 'On'
};

/** The mark of a family: letters, shape and colour; the words beside it say the same. */
export function FamilyMark(props: { family: string | null }): JSX.Element {
  const { family } = props;
  const known = family !== null && family in LETTERS;
  return (
    <span
      className="jp-Models-mark"
      data-family={known ? family : 'other'}
      aria-hidden="true"
    >
      {family === null ? '–' : (LETTERS[family] ?? family.slice(0, 2))}
    </span>
  );
}
