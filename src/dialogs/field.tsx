import React from 'react';

/** What a control of a form has to carry to belong to its label and messages. */
export interface IControl {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

/** A labelled control with its errors and hints under it. */
export function Field(props: {
  id: string;
  label: string;
  hint?: React.ReactNode;
  problems?: readonly string[];
  control(attributes: IControl): JSX.Element;
}): JSX.Element {
  const { id, label, hint, problems = [], control } = props;
  const told = `${id}-told`;
  return (
    <div className="jp-Models-field">
      <label htmlFor={id}>{label}</label>
      {control({
        id,
        'aria-describedby': told,
        'aria-invalid': problems.length > 0
      })}
      <div id={told} className="jp-Models-told" aria-live="polite">
        {problems.map(problem => (
          <p key={problem} className="jp-Models-fieldProblem">
            {problem}
          </p>
        ))}
        {problems.length === 0 && hint && (
          <p className="jp-Models-fieldHint">{hint}</p>
        )}
      </div>
    </div>
  );
}
