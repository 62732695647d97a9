import React from 'react';
import { Button } from './button';

/** JupyterLab's icon `ellipses`, as elements: a long list has no time to parse it in each row that comes into sight. */
const DOTS = (
  <svg width="16" viewBox="0 0 24 24" aria-hidden="true">
    <g fill="#616161" className="jp-icon3">
      <circle cx="5" cy="12" r="2" />
      <circle cx="12" cy="12" r="2" />
      <circle cx="19" cy="12" r="2" />
    </g>
  </svg>
);

/** The `…` button of a row: opens the row's context menu beside itself. */
export function RowMenuButton(props: {
  label: string;
  active: boolean;
}): JSX.Element {
  const open = (event: React.MouseEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    event.currentTarget.dispatchEvent(
      new MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: box.left,
        clientY: box.bottom
      })
    );
  };
  return (
    <Button
      look="icon"
      aria-label={props.label}
      aria-haspopup="menu"
      title={props.label}
      tabIndex={props.active ? 0 : -1}
      onClick={open}
    >
      {DOTS}
    </Button>
  );
}
