import type { Kernel, KernelMessage } from '@jupyterlab/services';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/** So often a new process is asked to answer at most. */
const MOST = 60;

/** A process says this to each that connects, as soon as it has its sockets; it takes requests later. */
const WELCOME: string = 'iopub_welcome';

const processes = new WeakMap<Kernel.IKernelConnection, KernelProcess>();

/**
 * Follows which process a kernel has. Each has its own session, which all its messages bear.
 *
 * When another program restarts the kernel, the old process tells that it ends (`shutdown_reply` on iopub), and the new
 * one that it starts. The server may not be connected to the new one yet: that message is lost, and JupyterLab keeps
 * the status of the old process until the new one runs something. So any message of another session counts, and the
 * new process can be asked to send one.
 */
export class KernelProcess {
  /** The one of this connection. */
  static of(kernel: Kernel.IKernelConnection): KernelProcess {
    const process = processes.get(kernel) ?? new KernelProcess(kernel);
    processes.set(kernel, process);
    return process;
  }

  private constructor(private readonly _kernel: Kernel.IKernelConnection) {
    _kernel.iopubMessage.connect(this._onMessage, this);
    _kernel.statusChanged.connect(this._onStatus, this);
  }

  /** The process has ended, or another one is there. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** False from the end of a process until the next one is heard. */
  get isThere(): boolean {
    return this._isThere;
  }

  /** Whether it took the place of another one and has run nothing since, whatever status JupyterLab still shows. */
  get isNew(): boolean {
    return this._isNew;
  }

  /**
   * Have the new process answer. The request does not count as work, so no status changes; it can be lost with the old
   * process, so ask again until the new one is there.
   */
  ask(): void {
    if (this._requests === MOST) {
      // It may still come: from now on requests just wait for it.
      this._isThere = true;
      return;
    }
    this._requests++;
    this._kernel.requestKernelInfo().then(
      reply => {
        if (reply) {
          this._hear(reply.header.session);
        }
      },
      () => {
        // The kernel was restarted again or shut down, which its status tells.
      }
    );
  }

  private _onMessage(_: unknown, message: KernelMessage.IIOPubMessage): void {
    const { msg_type, session } = message.header;
    if (session === this._kernel.clientId) {
      // The server says this, in our name.
      return;
    }
    if (msg_type === 'shutdown_reply') {
      this._end(session);
    } else if (WELCOME !== msg_type) {
      this._hear(session);
    } else if (![session, ''].includes(this._heard)) {
      this._end(this._heard);
    }
    const { msg_type: parentType } = message.parent_header as {
      msg_type?: string;
    };
    this._isNew &&= parentType !== 'execute_request';
  }

  private _onStatus(_: unknown, status: Kernel.Status): void {
    if (status === 'restarting' || status === 'autorestarting') {
      // The old one may go on: a restart can fail.
      this._end('');
    }
  }

  private _end(session: string): void {
    this._ended = session;
    this._heard ||= session;
    this._requests = 0;
    this._isNew = false;
    if (this._isThere) {
      this._isThere = false;
      this._changed.emit();
    }
  }

  private _hear(session: string): void {
    if (session === this._ended) {
      // It says more after it has said that it ends.
      return;
    }
    const last = this._heard;
    this._heard = session;
    if (!this._isThere || ![session, ''].includes(last)) {
      this._isThere = true;
      this._isNew = session !== last;
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  /** The session heard last. */
  private _heard = '';
  /** The session of the process that ended last, where it is known. */
  private _ended = '';
  private _isThere = true;
  private _isNew = false;
  private _requests = 0;
}
