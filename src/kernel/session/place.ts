import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel, KernelMessage } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

/** Where variables are looked at: a document with its kernel, or a kernel alone. */
export interface IPlace extends IDisposable {
  readonly kernel: Kernel.IKernelConnection | null;
  /** Name of the kernel for people, or ''. */
  readonly kernelName: string;
  /** Whether a kernel is on its way although there is none yet. */
  readonly isStarting: boolean;
  /** Path of the notebook, or null. */
  readonly path: string | null;
  /** The status or the connection of the kernel changed, or the kernel itself, or its document. */
  readonly changed: ISignal<IPlace, void>;
  /** What the kernel tells. */
  readonly iopubMessage: ISignal<unknown, KernelMessage.IMessage>;
}

/** The place of an open notebook or console. */
export class DocumentPlace implements IPlace {
  constructor(private readonly _context: ISessionContext) {
    _context.statusChanged.connect(this._tell, this);
    _context.connectionStatusChanged.connect(this._tell, this);
    _context.kernelChanged.connect(this._tell, this);
    _context.propertyChanged.connect(this._tell, this);
  }

  get kernel(): Kernel.IKernelConnection | null {
    return this._context.session?.kernel ?? null;
  }

  get kernelName(): string {
    return this._context.kernelDisplayName;
  }

  get isStarting(): boolean {
    return ['initializing', 'starting', 'restarting'].includes(
      this._context.kernelDisplayStatus
    );
  }

  get path(): string | null {
    const session = this._context.session ?? this._context;
    return session.type === 'notebook' ? session.path : null;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get iopubMessage(): ISignal<unknown, KernelMessage.IMessage> {
    return this._context.iopubMessage;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._context.statusChanged.disconnect(this._tell, this);
    this._context.connectionStatusChanged.disconnect(this._tell, this);
    this._context.kernelChanged.disconnect(this._tell, this);
    this._context.propertyChanged.disconnect(this._tell, this);
    Signal.clearData(this);
  }

  private _tell(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
}

/** The place of a kernel whose document is not open here; it owns the connection. */
export class KernelPlace implements IPlace {
  constructor(
    connect: () => Kernel.IKernelConnection,
    readonly kernelName: string,
    readonly path: string | null
  ) {
    this.kernel = connect();
    this.kernel.statusChanged.connect(this._tell, this);
    this.kernel.connectionStatusChanged.connect(this._tell, this);
    this._askStatus();
  }

  readonly kernel: Kernel.IKernelConnection;
  readonly isStarting = false;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get iopubMessage(): ISignal<unknown, KernelMessage.IMessage> {
    return this.kernel.iopubMessage;
  }

  get isDisposed(): boolean {
    return this.kernel.isDisposed;
  }

  dispose(): void {
    this.kernel.statusChanged.disconnect(this._tell, this);
    this.kernel.connectionStatusChanged.disconnect(this._tell, this);
    this.kernel.dispose();
    Signal.clearData(this);
  }

  /** JupyterLab knows the status of a kernel that it has connected to only when the kernel carries something out. */
  private _askStatus(): void {
    const { done } = this.kernel.requestExecute(
      { code: '', silent: true, store_history: false },
      true
    );
    done.catch(() => {
      // The place was left before the kernel was free.
    });
  }

  private _tell(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
}
