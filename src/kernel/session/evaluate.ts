import type { Kernel, KernelMessage } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { throwIfAborted } from '../../server/error';
import { KernelError } from '../error';
import { KernelProcess } from './process';

/** Under this MIME type the probe and the agent answer. */
export const MIME = 'application/vnd.jupyterlab-models+json';

/** How the request to the kernel ended. */
export interface IOutcome {
  readonly status: 'ok' | 'error' | 'aborted';
  /** What the expression gave under `MIME`; undefined when it gave something else. */
  readonly answer: unknown;
  /** With the status `error`, what the kernel said. */
  readonly message: string;
  /** Identity of the kernel's process. */
  readonly process: string;
}

/** What is sent. */
export interface IEvaluation {
  /** An expression to be evaluated first; empty for none. */
  first?: string;
  expression: string;
  /** Stop waiting when it fires; the kernel is not interrupted. */
  signal?: AbortSignal;
}

/** Code of the error when our connection was closed while the kernel lives on. */
export const CLOSED = 'connection_closed';

/** Statuses after which the kernel does not answer what it was asked before. */
const GONE: Kernel.Status[] = [
  'starting',
  'restarting',
  'autorestarting',
  'terminating',
  'dead'
];

/**
 * Have the kernel evaluate an expression: one silent request that leaves no trace in the session.
 *
 * It queues behind the running cell and waits for as long as that takes. Rejects with `KernelError` when the
 * kernel goes away (`kernel_gone`) or only our connection to it does (`connection_closed`: its document was closed,
 * and what was sent goes on), and with `AbortError` when the signal fires.
 */
export async function evaluate(
  kernel: Kernel.IKernelConnection,
  { first = '', expression, signal }: IEvaluation,
  trans: TranslationBundle
): Promise<IOutcome> {
  if (kernel.isDisposed || kernel.status === 'dead') {
    throw goneError(trans);
  }
  throwIfAborted(signal);
  const future = kernel.requestExecute({
    code: '',
    silent: true,
    store_history: false,
    allow_stdin: false,
    stop_on_error: false,
    // Code would be hashed by ipykernel, byte by byte in Python (`murmur2_x86` in its compiler.py): of the agent a
    // tenth of a second and more.
    user_expressions: {
      answer: first ? `(${first}, ${expression})[1]` : expression
    }
  });
  let isGone = false;
  const onGone = (): void => {
    isGone = true;
    future.dispose();
  };
  const onStatus = (_: unknown, status: Kernel.Status): void => {
    if (GONE.includes(status)) {
      onGone();
    }
  };
  const onAbort = (): void => future.dispose();
  const process = KernelProcess.of(kernel);
  process.changed.connect(onGone);
  kernel.statusChanged.connect(onStatus);
  signal?.addEventListener('abort', onAbort);
  try {
    return readReply(await future.done);
  } catch (reason) {
    throwIfAborted(signal);
    if (!isGone && kernel.isDisposed) {
      throw closedError(trans);
    }
    throw future.isDisposed ? goneError(trans) : reason;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    kernel.statusChanged.disconnect(onStatus);
    process.changed.disconnect(onGone);
    future.dispose();
  }
}

/** The kernel was restarted or shut down. */
export function goneError(trans: TranslationBundle): KernelError {
  return new KernelError({
    code: 'kernel_gone',
    message: trans.__(
      'The kernel was restarted or shut down before it answered.'
    ),
    hint: trans.__('Run the cells that make the variable, then try again.')
  });
}

function closedError(trans: TranslationBundle): KernelError {
  return new KernelError({
    code: CLOSED,
    message: trans.__('The document was closed before its kernel answered.'),
    hint: trans.__('The kernel goes on with what it has begun.')
  });
}

/** A kernel may send anything: nothing about the reply is taken for granted. */
function readReply({
  content: sent,
  header
}: KernelMessage.IExecuteReplyMsg): IOutcome {
  const content = Object(sent) as Record<string, unknown>;
  const process = header.session;
  if (content['status'] === 'aborted') {
    return { status: 'aborted', answer: undefined, message: '', process };
  }
  const expressions = Object(content['user_expressions']) as Record<
    string,
    unknown
  >;
  const expression = Object(expressions['answer']) as Record<string, unknown>;
  if (content['status'] === 'ok' && expression['status'] === 'ok') {
    const data = Object(expression['data']) as Record<string, unknown>;
    return { status: 'ok', answer: data[MIME], message: '', process };
  }
  const said = content['status'] === 'ok' ? expression : content;
  const message = [said['ename'], said['evalue']]
    .filter(part => typeof part === 'string' && part !== '')
    .join(': ');
  return { status: 'error', answer: undefined, message, process };
}
