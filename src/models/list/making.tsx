import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { ModelHead, Schemas } from '../../contract/schemas';
import { Progress } from '../../operations/progress';
import { TransferProgress } from '../../transfers/progress';
import { Button } from '../../ui/button';
import { problemText, toProblem } from '../../ui/errors';
import { formatBytes } from '../../ui/units';
import type { ModelListModel } from './model';

/** The state of a model in one word. */
export function stateWord(
  state: ModelHead['state'],
  trans: TranslationBundle
): string {
  switch (state) {
    case 'pending':
      return trans.__('Pending');
    case 'failed':
      return trans.__('Failed');
    case 'ready':
      return trans.__('Ready');
  }
}

/** Why a model has no version, with what to do next. */
export function failureText(
  { operation }: ModelHead,
  trans: TranslationBundle
): string {
  const message = trans.__('Its first version could not be made.');
  return problemText(toProblem(operation?.error, { message }));
}

/** How far the first version of a model is, or why it could not be made; nothing for a model that is ready. */
export function Making(props: {
  head: ModelHead;
  model: ModelListModel;
}): JSX.Element | null {
  const { head, model } = props;
  const { trans } = model;
  if (head.state === 'failed') {
    return (
      <div className="jp-Models-making" data-state="failed">
        <span className="jp-Models-makingText" title={failureText(head, trans)}>
          {failureText(head, trans)}
        </span>
        {model.work.canMakeAgain(head) && (
          <Button
            aria-label={trans.__('Retry %1', head.name)}
            onClick={() => void model.work.makeAgain(head)}
          >
            {trans.__('Retry')}
          </Button>
        )}
        {!head.latest && (
          <Button
            aria-label={trans.__('Remove %1', head.name)}
            disabled={!model.canWrite}
            onClick={() => model.remove(head.name)}
          >
            {trans.__('Remove')}
          </Button>
        )}
      </div>
    );
  }
  if (head.state !== 'pending' || !head.operation) {
    return null;
  }
  const transfer = model.work.makingOf(head);
  const onCancel = () => model.work.stopMaking(head);
  if (transfer) {
    return (
      <TransferProgress transfer={transfer} trans={trans} onCancel={onCancel} />
    );
  }
  const { progress, state } = head.operation;
  const word = operationWord(state, trans);
  return (
    <Progress
      label={trans.__('Making %1', head.name)}
      words={progress ? progressWords(progress, trans) : word}
      status={word}
      done={progress?.done}
      total={progress?.total ?? undefined}
      trans={trans}
      onCancel={onCancel}
    />
  );
}

function operationWord(
  state: Schemas['OperationState'],
  trans: TranslationBundle
): string {
  switch (state) {
    case 'queued':
      return trans.__('Waiting');
    case 'stalled':
      return trans.__('Stalled');
    case 'paused':
      return trans.__('Paused');
    default:
      return trans.__('Running');
  }
}

function progressWords(
  { done, total, unit }: Schemas['Progress'],
  trans: TranslationBundle
): string {
  const told = (count: number) =>
    unit === 'bytes' ? formatBytes(count) : String(count);
  return total === null
    ? told(done)
    : trans.__('%1 of about %2', told(done), told(total));
}
