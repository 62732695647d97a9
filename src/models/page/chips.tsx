import React from 'react';
import { visible } from '../../ui/visible';

/** Short texts in a row, such as tags. */
export function Chips(props: { texts: readonly string[] }): JSX.Element {
  return (
    <>
      {props.texts.map(visible).map(text => (
        <span key={text} className="jp-Models-chip" title={text}>
          {text}
        </span>
      ))}
    </>
  );
}
