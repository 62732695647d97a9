import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import React from 'react';
import { Button } from '../ui/button';

/** How far long work is, with a button to cancel it after its other buttons. */
export function Progress(props: {
  children?: React.ReactNode;
  /** What is done, for screen readers. */
  label: string;
  /** How far it is, in words. */
  words: string;
  /** The same without numbers, which change each second: a screen reader is told of new states alone. */
  status: string;
  done?: number;
  /** Undefined while it is not known. */
  total?: number;
  trans: TranslationBundle;
  /** Undefined where it cannot be cancelled. */
  onCancel?: () => void;
}): JSX.Element {
  const { label, total, trans } = props;
  return (
    <div className="jp-Models-progress">
      <progress
        aria-label={label}
        max={total}
        value={total && Math.min(props.done ?? 0, total)}
      />
      <span className="jp-Models-progressWords">{props.words}</span>
      <span className="jp-Models-srOnly" role="status">
        {props.status}
      </span>
      {props.children}
      {props.onCancel && (
        <Button
          look="icon"
          aria-label={trans.__('Cancel: %1', label)}
          title={trans.__('Cancel')}
          onClick={props.onCancel}
        >
          <closeIcon.react tag={null} />
        </Button>
      )}
    </div>
  );
}
