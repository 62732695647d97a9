import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { evaluate } from '../session/evaluate';
import type { IOutcome } from '../session/evaluate';
import type { KernelError } from '../error';
import type { Found, IStrategy } from './strategy';

/** Reads the probe by a silent request that evaluates an expression, only while the kernel is idle. */
export class ExpressionStrategy implements IStrategy {
  constructor(
    private readonly _kernel: Kernel.IKernelConnection,
    private readonly _trans: TranslationBundle
  ) {}

  /** Look in whatever process the kernel has now. */
  async look(name: string): Promise<Found> {
    if (this._kernel.status !== 'idle') {
      return { kind: 'later' };
    }
    const { status, answer, process } = await this._evaluate('', name);
    if (status === 'aborted') {
      return { kind: 'later' };
    }
    return answer === undefined
      ? { kind: 'missing' }
      : { kind: 'answer', answer, process };
  }

  /** Put the probe in, and look at it, in one request. */
  putIn(probe: string, name: string): Promise<IOutcome> {
    return this._evaluate(probe, name);
  }

  private async _evaluate(first: string, name: string): Promise<IOutcome> {
    // A name that is not there would raise, and so overwrite the user's last traceback.
    const expression = `getattr(__import__('builtins'), '${name}', None)`;
    try {
      return await evaluate(this._kernel, { first, expression }, this._trans);
    } catch (error) {
      if ((error as KernelError).code !== 'kernel_gone') {
        throw error;
      }
      // The process took the request with it: the next one is asked again.
      return { status: 'aborted', answer: undefined, message: '', process: '' };
    }
  }
}
