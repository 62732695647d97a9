import { ellipsesIcon } from '@jupyterlab/ui-components';
import React from 'react';

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
    <button
      type="button"
      className="jp-Models-iconButton"
      aria-label={props.label}
      aria-haspopup="menu"
      title={props.label}
      tabIndex={props.active ? 0 : -1}
      onClick={open}
    >
      <ellipsesIcon.react tag={null} />
    </button>
  );
}
