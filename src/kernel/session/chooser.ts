import type { Kernel, Session } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { IKernelChoice } from '../token';
import type { CurrentSession } from './current';
import { DocumentPlace, KernelPlace } from './place';
import type { IPlace } from './place';

/** The part of the services that is needed here. */
export interface IKernelServices {
  readonly kernels: Pick<
    Kernel.IManager,
    'running' | 'runningChanged' | 'connectTo'
  >;
  readonly sessions: Pick<Session.IManager, 'running' | 'runningChanged'>;
}

/** Which kernel's variables are shown: that of the document in focus, or one that the user has pinned. */
export class KernelChooser implements IDisposable {
  constructor(
    private readonly _current: CurrentSession,
    private readonly _services: IKernelServices
  ) {
    _current.changed.connect(this._onCurrent, this);
    _services.kernels.runningChanged.connect(this._onRunning, this);
    _services.sessions.runningChanged.connect(this._onRunning, this);
    this._place = this._find();
  }

  get place(): IPlace | null {
    return this._place;
  }

  /** Another place is shown. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Other kernels can be chosen. */
  get choicesChanged(): ISignal<this, void> {
    return this._choicesChanged;
  }

  /** The kernel that stays whatever is in focus, or null. */
  get pinned(): string | null {
    return this._pinned;
  }

  /** Stay at this kernel; with null, follow the focus again. */
  pin(kernel: string | null): void {
    this._pinned = kernel;
    this._move();
  }

  /** All kernels of this server, each once, with the documents that use it. */
  get choices(): readonly IKernelChoice[] {
    const documents = new Map<string, Session.IModel[]>();
    for (const session of this._services.sessions.running()) {
      const id = session.kernel?.id;
      if (id) {
        documents.set(id, [...(documents.get(id) ?? []), session]);
      }
    }
    return [...this._services.kernels.running()]
      .map(({ id, name }) => {
        const names = (documents.get(id) ?? []).map(
          session => session.name || baseName(session.path)
        );
        return { id, kernel: name, documents: names.sort() };
      })
      .sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._current.changed.disconnect(this._onCurrent, this);
    this._services.kernels.runningChanged.disconnect(this._onRunning, this);
    this._services.sessions.runningChanged.disconnect(this._onRunning, this);
    this._place?.dispose();
    Signal.clearData(this);
  }

  private _onCurrent(): void {
    const opened = this._pinned && this._current.withKernel(this._pinned);
    if (!this._pinned || (opened && this._place instanceof KernelPlace)) {
      this._move();
    }
  }

  private _onRunning(): void {
    const ids = [...this._services.kernels.running()].map(({ id }) => id);
    if (this._pinned && !ids.includes(this._pinned)) {
      // It was shut down.
      this.pin(null);
    }
    this._choicesChanged.emit();
  }

  private _move(): void {
    const old = this._place;
    this._place = this._find();
    this._changed.emit();
    old?.dispose();
  }

  private _find(): IPlace | null {
    const pinned = this._pinned;
    const context = pinned
      ? this._current.withKernel(pinned)
      : this._current.context;
    if (context) {
      return new DocumentPlace(context);
    }
    if (!pinned) {
      return null;
    }
    const { kernels, sessions } = this._services;
    const model = [...kernels.running()].find(({ id }) => id === pinned);
    if (!model) {
      return null;
    }
    const notebook = [...sessions.running()].find(
      ({ kernel, type }) => kernel?.id === pinned && type === 'notebook'
    );
    return new KernelPlace(
      () => kernels.connectTo({ model, handleComms: false }),
      model.name,
      notebook?.path ?? null
    );
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _choicesChanged = new Signal<this, void>(this);
  private _place: IPlace | null;
  private _pinned: string | null = null;
  private _isDisposed = false;
}

/** Kernels with documents come first. */
function sortKey({ kernel, documents }: IKernelChoice): string {
  return documents.length > 0 ? `0${documents.join()}` : `1${kernel}`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
