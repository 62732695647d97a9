import type { TranslationBundle } from '@jupyterlab/translation';
import type { Operation } from '../contract/schemas';
import { formatBytes, formatCount, formatDuration } from '../ui/units';

/** What an operation does or did, such as `Saving churn`. */
export function operationTitle(
  operation: Operation,
  trans: TranslationBundle
): string {
  const { kind, state, subject } = operation;
  const { model = '', variable = '', version } = subject;
  const numbered = version ? trans.__('%1 v%2', model, version) : model;
  switch (kind) {
    case 'save':
      return state === 'done'
        ? trans.__('Saved %1', numbered)
        : state === 'failed'
          ? trans.__('Could not save %1', model)
          : trans.__('Saving %1', model);
    case 'load':
      return state === 'done'
        ? trans.__('Loaded %1 into %2', numbered, variable)
        : state === 'failed'
          ? trans.__('Could not load %1 into %2', numbered, variable)
          : trans.__('Loading %1 into %2', numbered, variable);
    default:
      return [kind as string, model].filter(Boolean).join(': ');
  }
}

/** The state of an operation in words, without numbers. */
export function stateWords(
  { kind, state, phase }: Operation,
  trans: TranslationBundle
): string {
  switch (state) {
    case 'queued':
      return kind === 'save' || kind === 'load'
        ? trans.__('Waiting for the running cell')
        : trans.__('Queued');
    case 'running':
      return phase === 'publishing'
        ? trans.__('Verifying')
        : trans.__('Running');
    case 'stalled':
      return trans.__('Stalled');
    case 'paused':
      return trans.__('Paused');
    case 'done':
      return trans.__('Done');
    case 'failed':
      return trans.__('Failed');
    case 'cancelled':
      return trans.__('Canceled');
  }
}

/** How far an operation is, how fast and how long it takes: `1.2 MB of 3.0 MB · 400 kB/s · 5 s left`. */
export function progressWords(
  { state, phase, progress }: Operation,
  trans: TranslationBundle
): string {
  const { done, total, unit, rate, eta } = progress;
  if (state === 'queued' || phase === 'publishing' || !(done || total)) {
    return '';
  }
  const count = (value: number) =>
    unit === 'bytes' ? formatBytes(value) : formatCount(Math.round(value));
  const suffix = unit === 'bytes' ? '' : ` ${unit}`;
  return [
    total
      ? trans.__('%1 of %2', count(done), count(total)) + suffix
      : count(done) + suffix,
    state === 'running' && rate ? trans.__('%1/s', count(rate)) : '',
    state === 'running' && eta ? trans.__('%1 left', formatDuration(eta)) : ''
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What the status bar says of all operations; empty when none ran lately. */
export function summary(
  operations: readonly Operation[],
  trans: TranslationBundle
): string {
  const running = operations.filter(
    ({ state }) => !['done', 'failed', 'cancelled'].includes(state)
  );
  const failed = operations.filter(({ state }) => state === 'failed');
  if (running.length > 1) {
    return trans._n('%1 operation', '%1 operations', running.length);
  }
  const [shown] = running.length > 0 ? running : operations;
  if (running.length === 0 && failed.length > 0) {
    return trans._n(
      '%1 failed operation',
      '%1 failed operations',
      failed.length
    );
  }
  if (!shown) {
    return '';
  }
  const title = operationTitle(shown, trans);
  return shown.state === 'running' || shown.state === 'done'
    ? title
    : trans.__('%1: %2', title, stateWords(shown, trans));
}
