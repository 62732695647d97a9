import type { TranslationBundle } from '@jupyterlab/translation';
import { KernelError } from '../kernel/error';
import { RegistryError } from '../server/error';
import type { Schemas, Transfer } from '../contract/schemas';

/** A transfer that went well. */
export interface ITransferEnd {
  readonly model: string;
  readonly result: Schemas['TransferResult'];
}

/** Why a transfer did not go well. */
export function endError(
  { state, error }: Transfer,
  trans: TranslationBundle
): RegistryError {
  const cancelled = {
    code: 'cancelled',
    message: trans.__('It was cancelled.')
  };
  const unknown = {
    code: 'failed',
    message: trans.__('It failed, and the server does not say why.')
  };
  return new RegistryError(
    state === 'cancelled' ? cancelled : (error ?? unknown),
    0
  );
}

/** Why a transfer cannot be repeated whose options are not known in this page. */
export function unknownOptions(trans: TranslationBundle): RegistryError {
  return new RegistryError(
    {
      code: 'not_asked_here',
      message: trans.__(
        'All that was asked for is not known here: it began in another tab, or before this page was loaded anew.'
      ),
      hint: trans.__('Save or load it from its dialog.')
    },
    0
  );
}

/** For the server, that the agent is done and its word got lost on the way. */
export function noReport(trans: TranslationBundle): Schemas['KernelError'] {
  return {
    code: 'no_report',
    message: trans.__(
      'The kernel has finished, but the server has not heard of it.'
    ),
    hint: trans.__('Try again.')
  };
}

/** For the server, why the kernel could not carry it out. */
export function describe(error: Error): Schemas['KernelError'] {
  return error instanceof KernelError
    ? error.toJSON()
    : { code: 'not_started', message: error.message.slice(0, 4000) };
}

/** How a transfer ends that the server has forgotten. */
export function lost(transfer: Transfer, trans: TranslationBundle): Transfer {
  const error = {
    code: 'lost',
    message: trans.__('The server no longer knows this transfer.'),
    hint: trans.__('Try again.')
  };
  return { ...transfer, state: 'failed', error };
}
