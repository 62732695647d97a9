import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { KernelAgent } from '../agent/agent';
import type { Breakpoint } from './breakpoint';
import { KernelError } from '../error';
import { CLOSED } from '../session/evaluate';
import { stashName } from './stashedLocal';

/** Keeps local variables of a function at a breakpoint alive until the kernel takes their save up. */
export class KernelLocals {
  constructor(
    private readonly _breakpoint: Breakpoint | null,
    private readonly _agent: Pick<KernelAgent, 'release'>,
    private readonly _trans: TranslationBundle
  ) {}

  /**
   * Have the debugger copy a local variable to a global, whose name is the result. The kernel itself is stopped: the
   * save waits for the end of the cell.
   */
  async stash(
    kernel: Kernel.IKernelConnection,
    local: { frame: number; variable: string; transfer: string }
  ): Promise<string> {
    if (!this._breakpoint) {
      throw new KernelError({
        code: 'not_paused',
        message: this._trans.__('JupyterLab’s debugger is not there.')
      });
    }
    const { frame, variable, transfer } = local;
    const stashed = stashName(transfer);
    try {
      await this._breakpoint.copyToGlobals(kernel.id, frame, variable, stashed);
    } catch (reason) {
      // It can have been copied all the same.
      void this._release(kernel, stashed);
      throw reason;
    }
    return stashed;
  }

  /**
   * Remove the global, which the agent does before all, in case it has not been reached. Nobody waits for that: the cell
   * may still run.
   */
  releaseUnused(
    kernel: Kernel.IKernelConnection,
    stashed: string,
    reason: unknown
  ): void {
    const code = reason instanceof KernelError ? reason.code : '';
    if (code !== 'kernel_gone' && code !== CLOSED) {
      void this._release(kernel, stashed);
    }
  }

  private async _release(
    kernel: Kernel.IKernelConnection,
    stashed: string
  ): Promise<void> {
    try {
      await this._agent.release(kernel, stashed);
    } catch (reason) {
      // The next look at the variables finds it.
      console.warn(`The global ${stashed} could not be removed`, reason);
    }
  }
}
