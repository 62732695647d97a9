import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Schemas, Transfer } from '../contract/schemas';
import type { AgentRequest, KernelAgent } from '../kernel/agent/agent';
import type { KernelLocals } from '../kernel/debugger/locals';
import { KernelError } from '../kernel/error';
import { CLOSED } from '../kernel/session/evaluate';
import type { Board } from '../operations/board';
import { withTimeout } from '../timing/withTimeout';
import type { TransfersClient } from './client';
import { describe, endError, type ITransferEnd, noReport } from './failures';

/** The server notices within a second that the agent is done, unless it or its disk is in trouble. */
const PATIENCE = 30_000;

/** Has the agent carry transfers out, and waits until the server says that they have ended. */
export class TransferAgent {
  constructor(
    private readonly _options: TransferAgent.IOptions,
    private readonly _board: Board<Transfer>,
    private readonly _client: TransfersClient
  ) {}

  /** Have the agent do it, and wait until the server says that it has ended. */
  async run(
    kernel: Kernel.IKernelConnection,
    begun: Schemas['TransferBegun'],
    request: AgentRequest & { op: 'save' | 'load' }
  ): Promise<ITransferEnd> {
    const { agent } = this._options;
    const { id } = begun.transfer;
    const giveUp = new AbortController();
    const ended = this._board.ended(id);
    const failure = agent.transfer(kernel, request, giveUp.signal).then(
      () => null,
      (error: Error) => error
    );
    // The kernel's reply can come before or after the server's word, or never.
    const first = await Promise.race([ended, failure]);
    if (first instanceof KernelError && first.code === CLOSED) {
      // The kernel goes on; should it not have taken it up, the server notices.
    } else if (first instanceof Error) {
      this._board.add(await this._client.fail(id, describe(first)));
    } else if (first === null) {
      await this._awaitReport(id, ended);
    }
    const end = await ended;
    giveUp.abort();
    if (end.state === 'done' && end.result) {
      return { model: end.model, result: end.result };
    }
    throw first instanceof Error && end.state === 'failed'
      ? first
      : endError(end, this._options.trans);
  }

  /** The agent says that it is done: the server has to notice, or its word got lost on the way. */
  private async _awaitReport(
    id: string,
    ended: Promise<Transfer>
  ): Promise<void> {
    const { trans, patience = PATIENCE } = this._options;
    if (!(await withTimeout(ended, patience))) {
      // It lets one go on that it is entering into the registry.
      this._board.add(await this._client.fail(id, noReport(trans)));
    }
  }

  /** Save a local variable, which a global holds until the kernel takes the request up. */
  async runStashed(
    kernel: Kernel.IKernelConnection,
    begun: Schemas['TransferBegun'],
    request: AgentRequest & { op: 'save' },
    frame: number
  ): Promise<ITransferEnd> {
    const { locals } = this._options;
    const { id, variable } = begun.transfer;
    let stashed: string;
    try {
      stashed = await locals.stash(kernel, { frame, variable, transfer: id });
    } catch (reason) {
      const error = describe(reason as Error);
      this._board.add(await this._client.fail(id, error));
      throw reason;
    }
    try {
      return await this.run(kernel, begun, { ...request, held: stashed });
    } catch (reason) {
      locals.releaseUnused(kernel, stashed, reason);
      throw reason;
    }
  }
}

/** Namespace of `TransferAgent`. */
export namespace TransferAgent {
  /** What it works with. */
  export interface IOptions {
    agent: KernelAgent;
    locals: KernelLocals;
    trans: TranslationBundle;
    /** How long (ms) the server may take to notice that the agent is done. */
    patience?: number;
  }
}
