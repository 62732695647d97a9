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

/** A line of text that is read as it is typed. */
export function TextField(props: {
  id: string;
  label: string;
  hint?: React.ReactNode;
  problems?: readonly string[];
  value: string;
  /** Whether the text is chosen when the field gets the focus. */
  selects?: boolean;
  onChange(value: string): void;
}): JSX.Element {
  const { value, selects, onChange } = props;
  return (
    <Field
      {...props}
      control={attributes => (
        <input
          {...attributes}
          type="text"
          className="jp-mod-styled"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onFocus={event => selects && event.target.select()}
          onChange={event => onChange(event.target.value)}
        />
      )}
    />
  );
}

/** A box to tick. */
export function Tick(props: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}): JSX.Element {
  return (
    <label className="jp-Models-tick">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={event => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  );
}
