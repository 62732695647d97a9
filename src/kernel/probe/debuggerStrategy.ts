import type { Kernel, KernelMessage } from '@jupyterlab/services';
import { KernelMessage as Messages } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { withTimeout } from '../../timing/withTimeout';
import { MIME } from '../session/evaluate';
import type { Found, IStrategy } from './strategy';

/** How long (ms) the debugger may take. */
const DEADLINE = 2_000;

/** A reply of the debugger. */
interface IReply {
  readonly body: Record<string, unknown>;
  readonly process: string;
}

/**
 * Reads the probe by the debugger's request `richInspectVariables`. It is answered by another thread than the one that runs cells,
 * needs no debugger session, and touches neither the user's session nor the status of the kernel.
 *
 * It has two traps. Of a name that is not there it raises, which overwrites the user's last traceback: the probe
 * may be gone because another page has restarted the kernel. And paused at a breakpoint it never answers. So at first,
 * while somebody debugs, and after anything that can mean another process, `debugInfo` comes first: it is harmless, its
 * reply bears the identity of the process, and it tells of breakpoints. A process that ends in order says so to
 * everybody (`KernelProcess`), and breakpoints are told to all. After one that was killed, a look that was under way
 * may find the next one, where the probe takes its trace away (`probe.py`).
 */
export class DebuggerStrategy implements IStrategy, IDisposable {
  constructor(private readonly _kernel: Kernel.IKernelConnection) {
    _kernel.iopubMessage.connect(this._onMessage, this);
    _kernel.statusChanged.connect(this._onStatus, this);
    _kernel.connectionStatusChanged.connect(this.forget, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._kernel.iopubMessage.disconnect(this._onMessage, this);
    this._kernel.statusChanged.disconnect(this._onStatus, this);
    this._kernel.connectionStatusChanged.disconnect(this.forget, this);
  }

  async look(name: string, process: string): Promise<Found> {
    if (this._isSilent || !(await this._isThere())) {
      return { kind: 'later' };
    }
    if (this._isDebugged || this._known !== process) {
      const found = await this._verify(process);
      if (found) {
        return found;
      }
    }
    const reply = await this._ask('richInspectVariables', {
      variableName: name
    });
    if (!reply) {
      return { kind: 'later' };
    }
    const { data } = reply.body;
    const answer = (Object(data) as Record<string, unknown>)[MIME];
    return answer === undefined
      ? { kind: 'missing' }
      : { kind: 'answer', answer, process: reply.process };
  }

  /** There may be another process, or a new connection: what was asked before gets no answer. */
  forget(): void {
    this._era++;
    this._isSilent = false;
    this._isAbsent = false;
    this._isDebugged = false;
    this._known = '';
  }

  /** Null when the process is the expected one, and runs. */
  private async _verify(process: string): Promise<Found | null> {
    const era = this._era;
    const reply = await this._ask('debugInfo', {});
    if (!reply) {
      return { kind: 'later' };
    }
    if (reply.process !== process) {
      return { kind: 'missing' };
    }
    const { stoppedThreads } = reply.body;
    if (Array.isArray(stoppedThreads) && stoppedThreads.length > 0) {
      return { kind: 'paused' };
    }
    if (era === this._era) {
      this._known = process;
    }
    return null;
  }

  /** ipykernel 7 says whether it has a debugger; older ones, and busy ones that were not asked before, just try. */
  private async _isThere(): Promise<boolean> {
    if (this._isAbsent) {
      return false;
    }
    const info = await Promise.race([this._kernel.info, null]);
    return info?.supported_features
      ? info.supported_features.includes('debugger')
      : (await this._kernel.spec)?.metadata?.['debugger'] === true;
  }

  /** Null when there was no answer in time, or none that is of use. */
  private async _ask(
    command: 'debugInfo' | 'richInspectVariables',
    args: Record<string, string>
  ): Promise<IReply | null> {
    const future = this._kernel.requestDebug({
      type: 'request',
      seq: ++this._sequence,
      command,
      arguments: args
    });
    const era = this._era;
    // When the kernel goes away, it disposes the future.
    const answered: Promise<KernelMessage.IDebugReplyMsg | null> = future.done
      .catch(() => null)
      .finally(() => future.dispose());
    const reply = await withTimeout(answered, DEADLINE);
    if (!reply) {
      // It is asked again when it has answered after all, or when the kernel has been idle.
      this._isSilent = era === this._era;
      void answered.then(late => {
        this._isSilent &&= !late;
      });
      return null;
    }
    const { success, body } = Object(reply.content) as Record<string, unknown>;
    if (success !== true) {
      this._isAbsent = true;
      return null;
    }
    const process = reply.header.session;
    return { body: Object(body) as Record<string, unknown>, process };
  }

  private _onMessage(_: unknown, message: KernelMessage.IIOPubMessage): void {
    this._isDebugged ||= Messages.isDebugEventMsg(message);
  }

  private _onStatus(_: unknown, status: Kernel.Status): void {
    this._isSilent &&= status !== 'idle';
  }

  /** The process that `debugInfo` found, running, if nothing has happened since that could have ended it. */
  private _known = '';
  /** Somebody debugs in this process. */
  private _isDebugged = false;
  /** It gave no answer. */
  private _isSilent = false;
  /** It answered that it cannot. */
  private _isAbsent = false;
  private _isDisposed = false;
  private _sequence = 0;
  private _era = 0;
}
