import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Transfer } from '../contract/schemas';
import { Progress } from '../operations/progress';
import { formatBytes } from '../ui/units';

/** What a transfer does just now, in words. */
function transferWords(transfer: Transfer, trans: TranslationBundle): string {
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
  const label =
    transfer.kind === 'save'
      ? trans.__('Saving %1 as %2', transfer.variable, transfer.model)
      : trans.__('Loading %1 into %2', transfer.model, transfer.variable);
  return (
    <Progress
      label={label}
      words={transferWords(transfer, trans)}
      status={stateWords(transfer, trans)}
      done={transfer.bytes}
      total={(transfer.state === 'running' && transfer.total) || undefined}
      trans={trans}
      onCancel={props.onCancel}
    />
  );
}
