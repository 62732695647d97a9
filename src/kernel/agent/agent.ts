import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type {
  KernelCheck,
  KernelReport,
  KernelTarget,
  Schemas,
  Version
} from '../../contract/schemas';
import { KernelError } from '../error';
import { evaluate } from '../session/evaluate';
import type { IOutcome } from '../session/evaluate';
import { unsupportedLanguage } from '../session/kernelStatus';
import { readCheck, readReport, readTarget } from './replies';

/** A request to the agent, as in the package `jupyterlab_models.kernel`. */
export type AgentRequest =
  | { op: 'check'; variable: string; id?: string }
  | {
      op: 'save';
      variable: string;
      id?: string;
      /** Refused when the object has another one. */
      format?: string;
      /** Default the preferred one of the object. */
      encoding?: string;
      /** The global that holds what is saved, instead of the variable. */
      held?: string;
      /** Whether to tell the cell that bound it. */
      cell: boolean;
      ticket: Schemas['Ticket'];
    }
  | { op: 'release'; held: string }
  | { op: 'target'; variable: string; version: Version }
  | {
      op: 'load';
      variable: string;
      overwrite: boolean;
      ticket: Schemas['Ticket'];
    };

/**
 * Runs the agent's operations in kernels; puts the agent in where it is not.
 *
 * Methods reject with `KernelError`, also for what the agent reports as an error of its own, or with `AbortError`.
 */
export class KernelAgent {
  constructor(
    private readonly _source: () => Promise<Schemas['KernelSource']>,
    private readonly _trans: TranslationBundle
  ) {}

  /** What a save would give. A variable that cannot be saved is no failure of the call. */
  check(
    kernel: Kernel.IKernelConnection,
    request: AgentRequest & { op: 'check' }
  ): Promise<KernelCheck> {
    return this._run(kernel, request, readCheck);
  }

  /** Whether a version can be loaded under a name. */
  target(
    kernel: Kernel.IKernelConnection,
    request: AgentRequest & { op: 'target' }
  ): Promise<KernelTarget> {
    return this._run(kernel, request, readTarget);
  }

  /** Remove the global that was to hold a local variable for its save, if it is there. */
  async release(
    kernel: Kernel.IKernelConnection,
    stashed: string
  ): Promise<void> {
    await this._run(kernel, { op: 'release', held: stashed }, answer =>
      Object(answer).ok === true ? true : null
    );
  }

  /** Save or load with a ticket. */
  async transfer(
    kernel: Kernel.IKernelConnection,
    request: AgentRequest & { op: 'save' | 'load' },
    signal: AbortSignal
  ): Promise<KernelReport> {
    const report = await this._run(kernel, request, readReport, signal);
    if (report.error) {
      throw new KernelError(report.error);
    }
    return report;
  }

  private async _run<T>(
    kernel: Kernel.IKernelConnection,
    request: AgentRequest,
    read: (answer: unknown) => T | null,
    signal?: AbortSignal
  ): Promise<T> {
    const language = await unsupportedLanguage(kernel);
    if (language !== null) {
      throw new KernelError({
        code: 'unsupported',
        message: this._trans.__('The kernel’s language is %1.', language),
        hint: this._trans.__('Models are saved from and loaded into Python.')
      });
    }
    if ('variable' in request && /\p{Surrogate}/u.test(request.variable)) {
      // Half a character: the kernel could not send it back, and we would wait for ever.
      throw new KernelError({
        code: 'invalid_variable',
        message: this._trans.__('This is no name for a variable.')
      });
    }
    const source = await this._source();
    const expression = agentCall({ ...request, digest: source.digest });
    // A busy kernel is asked once only: a second request would queue behind the cells that came meanwhile.
    const first =
      kernel.status === 'idle' || this._known.has(kernel.id)
        ? ''
        : source.agent;
    const ask = { first, expression, signal };
    let outcome = await evaluate(kernel, ask, this._trans);
    if (outcome.status === 'ok' && outcome.answer === undefined && !first) {
      const again = { ...ask, first: source.agent };
      outcome = await evaluate(kernel, again, this._trans);
    }
    if (outcome.answer !== undefined) {
      this._known.add(kernel.id);
    }
    const reply = outcome.status === 'ok' ? read(outcome.answer) : null;
    if (reply === null) {
      throw this._failure(outcome);
    }
    return reply;
  }

  /** Kernels that had the agent; one that was restarted since is asked twice. */
  private readonly _known = new Set<string>();

  private _failure(outcome: IOutcome): KernelError {
    if (outcome.status === 'aborted') {
      return new KernelError({
        code: 'aborted',
        message: this._trans.__(
          'The kernel did not take it up, because a cell before it failed.'
        ),
        hint: this._trans.__('Try again.')
      });
    }
    return new KernelError({
      code: 'bad_reply',
      message: outcome.message
        ? this._trans.__('The kernel failed: %1', outcome.message)
        : this._trans.__('The kernel’s answer cannot be understood.'),
      hint: this._trans.__('Restart the kernel and try again.')
    });
  }
}

/**
 * The expression that calls the agent. The request travels as a JSON text inside a string literal, so that
 * nothing of it is ever read as code. Where the agent is not there it gives None: an expression that raises
 * would overwrite the user's last traceback.
 */
function agentCall(request: AgentRequest & { digest: string }): string {
  const literal = JSON.stringify(JSON.stringify(request));
  return (
    "getattr(__import__('sys').modules.get('_jupyterlab_models'), 'run', lambda r: None)" +
    `(${literal})`
  );
}
