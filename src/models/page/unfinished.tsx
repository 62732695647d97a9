import React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Model, Schemas } from '../../contract/schemas';
import { Age } from '../../ui/age';
import { toProblem } from '../../ui/errors';
import { Notice } from '../../ui/notice';
import { formatBytes } from '../../ui/units';
import { visible } from '../../ui/visible';
import type { PageModel } from './model';

type Operation = Schemas['ModelOperation'];

/** How the first version of a model comes along, or why it could not be made. Nothing where there is a version. */
export function Unfinished(props: {
  model: PageModel;
  head: Model;
}): JSX.Element | null {
  const { model, head } = props;
  const { trans } = model;
  const { latest, operation, state, author, updated } = head;
  if (latest) {
    return null;
  }
  if (state === 'failed') {
    const problem = operation?.error && toProblem(operation.error);
    return (
      <Notice tone="error">
        <p>{trans.__('Its first version could not be made.')}</p>
        {problem && <p>{problem.message}</p>}
        {problem?.hint && <p>{problem.hint}</p>}
        <p>{nextStep(operation, trans)}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="info">
      <p>{pendingWords(operation, trans)}</p>
      {operation && <Advance operation={operation} trans={trans} />}
      <p className="jp-Models-fieldHint">
        {trans.__('By %1', visible(author.name))} · <Age time={updated} />
      </p>
    </Notice>
  );
}

function Advance(props: {
  operation: Operation;
  trans: TranslationBundle;
}): JSX.Element {
  const { operation, trans } = props;
  const { progress } = operation;
  const total = progress?.total ?? undefined;
  const isBytes = progress?.unit === 'bytes';
  const words =
    progress && isBytes && progress.done > 0
      ? total
        ? trans.__(
            '%1 of about %2',
            formatBytes(progress.done),
            formatBytes(total)
          )
        : formatBytes(progress.done)
      : '';
  return (
    <div className="jp-Models-progress">
      <progress
        aria-label={pendingWords(operation, trans)}
        max={total}
        value={total && Math.min(progress?.done ?? 0, total)}
      />
      <span className="jp-Models-progressWords">{words}</span>
    </div>
  );
}

function pendingWords(
  operation: Operation | null,
  trans: TranslationBundle
): string {
  switch (operation?.state) {
    case 'queued':
      return trans.__('Its first version waits for the running cell.');
    case 'paused':
      return trans.__('Making its first version is paused.');
    case 'stalled':
      return trans.__('Making its first version has stalled.');
  }
  return operation?.kind === 'save'
    ? trans.__('Its first version is being saved.')
    : trans.__('Its first version is being made.');
}

/** What the user can do about a model that could not be made. */
function nextStep(
  operation: Operation | null,
  trans: TranslationBundle
): string {
  return operation?.kind === 'save'
    ? trans.__(
        'Save the variable again under this name, or remove the model to free the name.'
      )
    : trans.__('Try again, or remove the model to free the name.');
}
