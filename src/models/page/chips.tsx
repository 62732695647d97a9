import React from 'react';

/** Short texts in a row, such as tags. */
export function Chips(props: { texts: readonly string[] }): JSX.Element {
  return (
    <>
      {props.texts.map(text => (
        <span key={text} className="jp-Models-chip" title={text}>
          {text}
        </span>
      ))}
    </>
  );
}
