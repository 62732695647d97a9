import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import React from 'react';
import type { Transfer } from '../tokens';
import type { IProblem } from '../ui/errors';
import { formatBytes } from '../ui/units';

/** What a transfer does just now, in words. */
export function transferWords(
  transfer: Transfer,
  trans: TranslationBundle
): string {
  if (transfer.state !== 'running') {
    return stateWords(transfer, trans);
  }
  const bytes = formatBytes(transfer.bytes);
  if (transfer.total === null) {
    return bytes;
  }
  return trans.__('%1 of about %2', bytes, formatBytes(transfer.total));
}

/** The same without numbers, which change each second: a screen reader is told of new states alone. */
function stateWords(transfer: Transfer, trans: TranslationBundle): string {
  switch (transfer.state) {
    case 'waiting':
      return trans.__('Waiting for the running cell');
    case 'publishing':
      return trans.__('Verifying');
    default:
      return trans.__('Transferring');
  }
}

/** Progress of a transfer with a button to cancel it. */
export function TransferProgress(props: {
  transfer: Transfer;
  trans: TranslationBundle;
  onCancel(): void;
}): JSX.Element {
  const { transfer, trans } = props;
  const words = transferWords(transfer, trans);
  const known = transfer.state === 'running' && (transfer.total ?? 0) > 0;
  const label =
    transfer.kind === 'save'
      ? trans.__('Saving %1 as %2', transfer.variable, transfer.model)
      : trans.__('Loading %1 into %2', transfer.model, transfer.variable);
  return (
    <div className="jp-Models-progress">
      <progress
        aria-label={label}
        max={known ? (transfer.total ?? 1) : undefined}
        value={
          known ? Math.min(transfer.bytes, transfer.total ?? 0) : undefined
        }
      />
      <span className="jp-Models-progressWords">{words}</span>
      <span className="jp-Models-srOnly" role="status">
        {stateWords(transfer, trans)}
      </span>
      <button
        type="button"
        className="jp-Models-iconButton"
        aria-label={trans.__('Cancel: %1', label)}
        title={trans.__('Cancel')}
        onClick={props.onCancel}
      >
        <closeIcon.react tag={null} />
      </button>
    </div>
  );
}

/** A failure in the place where the user acted. */
export function Failure(props: {
  problem: IProblem;
  trans: TranslationBundle;
  onRetry?: () => void;
  onDismiss?: () => void;
}): JSX.Element {
  const { problem, trans } = props;
  return (
    <div className="jp-Models-notice" data-tone="error" role="alert">
      <p>
        {problem.message} {problem.hint}
      </p>
      {(props.onRetry || props.onDismiss) && (
        <div className="jp-Models-noticeActions">
          {props.onRetry && (
            <button
              type="button"
              className="jp-Models-button"
              onClick={props.onRetry}
            >
              {trans.__('Retry')}
            </button>
          )}
          {props.onDismiss && (
            <button
              type="button"
              className="jp-Models-button"
              onClick={props.onDismiss}
            >
              {trans.__('Dismiss')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
