import React from 'react';
import type { Family } from '../contract/schemas';

/** The mark of a library: letters, shape and color (style/family.css); the words beside it say the same. */
export function FamilyMark(props: { family: Family | null }): JSX.Element {
  const { family } = props;
  return (
    <span
      className="jp-Models-mark"
      data-color={family?.color}
      data-shape={family?.shape}
      aria-hidden="true"
    >
      {family?.mark ?? '–'}
    </span>
  );
}
