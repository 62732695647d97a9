import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type { IKernelServices } from '../kernel/session/chooser';
import type { KernelWidget } from '../kernel/session/current';
import type { FakeKernel } from './kernel';

/** The session of a notebook, with a kernel or none. */
export class FakeSession {
  constructor(kernel: FakeKernel | null, path = 'work/churn.ipynb') {
    this.path = path;
    this.setKernel(kernel);
  }

  /** As the code under test sees it. */
  get context(): ISessionContext {
    return this as unknown as ISessionContext;
  }

  readonly type = 'notebook';
  path: string;
  session: { kernel: unknown; path: string; type: string } | null = null;
  kernelDisplayStatus = 'unknown';
  kernelDisplayName = 'Python 3';

  readonly statusChanged = new Signal<this, Kernel.Status>(this);
  readonly connectionStatusChanged = new Signal<this, Kernel.ConnectionStatus>(
    this
  );
  readonly kernelChanged = new Signal<this, unknown>(this);
  readonly propertyChanged = new Signal<this, string>(this);
  readonly iopubMessage = new Signal<this, unknown>(this);

  setKernel(kernel: FakeKernel | null): void {
    const { path, type } = this;
    Signal.disconnectReceiver(this);
    this.session = kernel && { kernel: kernel.connection, path, type };
    kernel?.statusChanged.connect(this._onStatus, this);
    kernel?.iopubMessage.connect(this._onMessage, this);
    this.kernelChanged.emit(null);
  }

  private _onStatus(_: unknown, status: Kernel.Status): void {
    this.statusChanged.emit(status);
  }

  private _onMessage(_: unknown, message: unknown): void {
    this.iopubMessage.emit(message);
  }
}

/** A notebook's widget. */
export class FakeNotebook extends Widget implements KernelWidget {
  constructor(session: FakeSession) {
    super();
    this.sessionContext = session.context;
  }

  readonly sessionContext: ISessionContext;
}

/** Keeps notebooks, and which of them is the current one. */
export class FakeTracker {
  readonly currentChanged = new Signal<this, FakeNotebook | null>(this);
  currentWidget: FakeNotebook | null = null;

  /** Add a notebook and make it the current one. */
  add(session: FakeSession): FakeNotebook {
    const notebook = new FakeNotebook(session);
    this._widgets.add(notebook);
    notebook.disposed.connect(() => {
      this._widgets.delete(notebook);
      this.focus([...this._widgets].pop() ?? null);
    });
    this.focus(notebook);
    return notebook;
  }

  focus(notebook: FakeNotebook | null): void {
    this.currentWidget = notebook;
    this.currentChanged.emit(notebook);
  }

  find(fits: (widget: FakeNotebook) => boolean): FakeNotebook | undefined {
    return [...this._widgets].find(fits);
  }

  has(widget: Widget): boolean {
    return this._widgets.has(widget as FakeNotebook);
  }

  private readonly _widgets = new Set<FakeNotebook>();
}

/** The kernels and sessions that the server runs. */
export class FakeServices {
  readonly kernels = {
    models: [] as { id: string; name: string }[],
    running: () => this.kernels.models.values(),
    runningChanged: new Signal<unknown, unknown>(this),
    connectTo: ({ model }: { model: { id: string } }) =>
      this.connections.get(model.id)
  };
  readonly sessions = {
    models: [] as object[],
    running: () => this.sessions.models.values(),
    runningChanged: new Signal<unknown, unknown>(this)
  };
  readonly connections = new Map<string, FakeKernel>();

  /** A kernel that runs, with the notebooks that use it. */
  start(kernel: FakeKernel, ...paths: string[]): void {
    const { id, name } = kernel;
    this.connections.set(id, kernel);
    this.kernels.models.push({ id, name });
    const type = 'notebook';
    const sessions = paths.map(path => ({ path, type, name: '', kernel }));
    this.sessions.models.push(...sessions);
    this.kernels.runningChanged.emit(null);
  }

  /** It was shut down. */
  stop(id: string): void {
    const { kernels } = this;
    kernels.models = kernels.models.filter(model => model.id !== id);
    kernels.runningChanged.emit(null);
  }

  /** As the code under test sees it. */
  get manager(): IKernelServices {
    return this as unknown as IKernelServices;
  }
}
