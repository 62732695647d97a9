import { ellipsesIcon } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from './button';

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
      <ellipsesIcon.react tag={null} />
    </Button>
  );
}
