import type { Kernel } from '@jupyterlab/services';
import type { Transfer } from '../../contract/schemas';
import type { KernelAgent } from '../agent/agent';

/** Begins the names of the globals to which the debugger copies local variables for their saves. */
const PREFIX = '_jupyterlab_models_local_';

/** The global from which the agent takes the local variable that a transfer saves. */
export function stashName(transfer: string): string {
  return PREFIX + transfer;
}

/**
 * Removes what saves of local variables left in kernels. The agent does it itself as soon as it begins; but its
 * request can have been aborted by a failing cell, or never have been sent because the page was reloaded.
 */
export class StashSweeper {
  constructor(
    private readonly _fetch: (transfer: string) => Promise<Transfer>,
    private readonly _agent: Pick<KernelAgent, 'release'>
  ) {}

  /** Remove those of these globals whose transfers have ended. */
  async sweep(
    kernel: Kernel.IKernelConnection,
    names: readonly string[]
  ): Promise<void> {
    for (const name of names.filter(each => !this._pending.has(each))) {
      this._pending.add(name);
      try {
        if (await this._isOver(name.slice(PREFIX.length))) {
          await this._agent.release(kernel, name);
        }
      } catch (reason) {
        // The next look finds it again.
        console.warn(`The global ${name} could not be removed`, reason);
      } finally {
        this._pending.delete(name);
      }
    }
  }

  private async _isOver(transfer: string): Promise<boolean> {
    try {
      const { state } = await this._fetch(transfer);
      return ['done', 'failed', 'cancelled'].includes(state);
    } catch (reason) {
      if ((reason as { code?: string }).code === 'not_found') {
        return true;
      }
      throw reason;
    }
  }

  private readonly _pending = new Set<string>();
}
