import type { TranslationBundle } from '@jupyterlab/translation';
import {
  closeIcon,
  pauseIcon,
  ReactWidget,
  runIcon,
  UseSignal
} from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import React, { useEffect, useRef, useState } from 'react';
import { CommandIds } from '../contract/commands';
import type { Operation } from '../contract/schemas';
import { Age } from '../ui/age';
import { Button } from '../ui/button';
import { byHand, type IProblem, toProblem } from '../ui/errors';
import { Failure, ProblemNotice } from '../ui/notice';
import { Progress } from './progress';
import { operationTitle, progressWords, stateWords } from './texts';
import type { IOperations } from './token';

/** What the list of operations works with. */
export interface IOperationsContext {
  readonly operations: IOperations;
  readonly commands: CommandRegistry;
  readonly trans: TranslationBundle;
}

/** The operations under way and those that just ended, with what can be done about them. */
export class OperationsView extends ReactWidget {
  /** @param _close - closes what the list is shown in */
  constructor(
    private readonly _context: IOperationsContext,
    private readonly _close: () => void
  ) {
    super();
    this.addClass('jp-Models-operations');
  }

  protected override render(): JSX.Element {
    return (
      <UseSignal signal={this._context.operations.changed}>
        {() => <OperationList {...this._context} onClose={this._close} />}
      </UseSignal>
    );
  }
}

/** The content of the popup. */
export function OperationList(
  props: IOperationsContext & { onClose(): void }
): JSX.Element {
  const { operations, trans } = props;
  const dialog = useRef<HTMLDivElement>(null);
  useEffect(() => {
    dialog.current?.focus();
  }, []);
  useEffect(() => {
    // The button that had the focus left with its row: without focus the popup hears no Escape.
    if (document.activeElement === document.body) {
      dialog.current?.focus();
    }
  });
  return (
    <div
      ref={dialog}
      className="jp-Models-operationsBody"
      role="dialog"
      aria-label={trans.__('Operations on models')}
      tabIndex={-1}
    >
      <div className="jp-Models-operationsHead">
        <h2>{trans.__('Operations')}</h2>
        <Button
          look="icon"
          aria-label={trans.__('Close')}
          title={trans.__('Close')}
          onClick={props.onClose}
        >
          <closeIcon.react tag={null} />
        </Button>
      </div>
      {operations.current.length === 0 ? (
        <p className="jp-Models-pending" role="status">
          {trans.__('No operation is running.')}
        </p>
      ) : (
        <ul className="jp-Models-operationList">
          {operations.current.map(operation => (
            <Row key={operation.id} operation={operation} {...props} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row(
  props: IOperationsContext & { operation: Operation; onClose(): void }
): JSX.Element {
  const { operation, trans } = props;
  const hasEnded = ['done', 'failed', 'cancelled'].includes(operation.state);
  const [problem, setProblem] = useState<IProblem | null>(null);
  const act = (action: () => Promise<unknown>) => {
    setProblem(null);
    action().catch(reason => setProblem(toProblem(reason)));
  };
  return (
    <li className="jp-Models-operation" data-state={operation.state}>
      <div className="jp-Models-operationHead">
        <span
          className="jp-Models-operationTitle"
          title={operationTitle(operation, trans)}
        >
          {operationTitle(operation, trans)}
        </span>
        <Age time={hasEnded ? operation.updated : operation.created} />
      </div>
      <Body {...props} act={act} />
      <ProblemNotice problem={problem} />
    </li>
  );
}

function Body(
  props: IOperationsContext & {
    operation: Operation;
    act(action: () => Promise<unknown>): void;
    onClose(): void;
  }
): JSX.Element {
  const { operation, operations, commands, trans, act } = props;
  const { id, state, subject } = operation;
  const onDismiss = () => operations.dismiss(id);
  const onRetry = operations.canRetry(operation)
    ? () => act(() => operations.retry(operation))
    : undefined;
  if (state === 'failed') {
    const problem = toProblem(operation.error, {
      message: trans.__('It failed, and the server does not say why.')
    });
    return (
      <Failure
        problem={problem}
        trans={trans}
        onRetry={onRetry}
        onDismiss={onDismiss}
      />
    );
  }
  if (state === 'done' || state === 'cancelled') {
    const name = subject.model;
    const onOpen = () => {
      props.onClose();
      void byHand(trans.__('Could not open %1', name ?? ''), () =>
        commands.execute(CommandIds.openModel, { name })
      );
    };
    return (
      <div className="jp-Models-operationEnd">
        <span className="jp-Models-progressWords">
          {stateWords(operation, trans)}
        </span>
        {state === 'done' && name && (
          <Button
            aria-label={trans.__('Open %1', name)}
            tone="accept"
            onClick={onOpen}
          >
            {trans.__('Open')}
          </Button>
        )}
        {onRetry && <Button onClick={onRetry}>{trans.__('Retry')}</Button>}
        <Button onClick={onDismiss}>{trans.__('Dismiss')}</Button>
      </div>
    );
  }
  return <UnderWay {...props} />;
}

function UnderWay(
  props: IOperationsContext & {
    operation: Operation;
    act(action: () => Promise<unknown>): void;
  }
): JSX.Element {
  const { operation, operations, trans, act } = props;
  const { id, state, phase, progress, actions } = operation;
  const label = operationTitle(operation, trans);
  const words = progressWords(operation, trans);
  const status = stateWords(operation, trans);
  const counts = state !== 'queued' && phase !== 'publishing';
  return (
    <>
      <Progress
        label={label}
        words={state === 'running' && words ? '' : status}
        status={status}
        done={progress.done}
        total={(counts && progress.total) || undefined}
        trans={trans}
        onCancel={
          actions.includes('cancel')
            ? () => act(() => operations.cancel(id))
            : undefined
        }
      >
        {actions.includes('pause') && (
          <Button
            look="icon"
            aria-label={trans.__('Pause: %1', label)}
            title={trans.__('Pause')}
            onClick={() => act(() => operations.pause(id))}
          >
            <pauseIcon.react tag={null} />
          </Button>
        )}
        {actions.includes('resume') && (
          <Button
            look="icon"
            aria-label={trans.__('Resume: %1', label)}
            title={trans.__('Resume')}
            onClick={() => act(() => operations.resume(id))}
          >
            <runIcon.react tag={null} />
          </Button>
        )}
      </Progress>
      {words && <p className="jp-Models-operationWords">{words}</p>}
    </>
  );
}
