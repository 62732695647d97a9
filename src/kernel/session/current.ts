import type { ISessionContext, IWidgetTracker } from '@jupyterlab/apputils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';

/** A widget that has a kernel: a notebook, a console. */
export type KernelWidget = Widget & {
  readonly sessionContext: ISessionContext;
};

/** What keeps such widgets. */
export type KernelTracker = Pick<
  IWidgetTracker<KernelWidget>,
  'currentWidget' | 'currentChanged' | 'find' | 'has'
>;

/** The part of the shell that is needed here. */
export interface IFocus {
  readonly currentWidget: Widget | null;
  readonly currentChanged?: ISignal<unknown, { newValue: Widget | null }>;
}

/**
 * Which session the user works with: that of the notebook or console that was last in focus. It stays the same
 * while the focus is in a panel or on a page that has no kernel.
 */
export class CurrentSession implements IDisposable {
  constructor(
    private readonly _trackers: readonly KernelTracker[],
    private readonly _shell: IFocus
  ) {
    _trackers.forEach(tracker =>
      tracker.currentChanged.connect(this._onTracker, this)
    );
    _shell.currentChanged?.connect(this._onFocus, this);
    this._choose(this._owner(_shell.currentWidget) ?? this._any());
  }

  /** The session, or null where there is no notebook and no console. */
  get context(): ISessionContext | null {
    return this._widget?.sessionContext ?? null;
  }

  /** An open session with this kernel, or null. */
  withKernel(id: string): ISessionContext | null {
    const widgets = this._trackers.map(tracker =>
      tracker.find(widget => widget.sessionContext.session?.kernel?.id === id)
    );
    return widgets.find(widget => widget)?.sessionContext ?? null;
  }

  /** Another widget became the current one. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._trackers.forEach(tracker =>
      tracker.currentChanged.disconnect(this._onTracker, this)
    );
    this._shell.currentChanged?.disconnect(this._onFocus, this);
    this._widget?.disposed.disconnect(this._onGone, this);
    Signal.clearData(this);
  }

  private _onTracker(tracker: unknown, widget: KernelWidget | null): void {
    if (widget) {
      this._choose(widget);
    }
  }

  private _onFocus(
    _: unknown,
    { newValue }: { newValue: Widget | null }
  ): void {
    const owner = this._owner(newValue);
    if (owner) {
      this._choose(owner);
    }
  }

  private _onGone(): void {
    this._choose(this._any());
  }

  private _choose(widget: KernelWidget | null): void {
    if (widget === this._widget) {
      return;
    }
    this._widget?.disposed.disconnect(this._onGone, this);
    this._widget = widget;
    widget?.disposed.connect(this._onGone, this);
    this._changed.emit();
  }

  private _owner(widget: Widget | null): KernelWidget | null {
    const owned = widget && this._trackers.some(tracker => tracker.has(widget));
    return owned ? (widget as KernelWidget) : null;
  }

  private _any(): KernelWidget | null {
    const widgets = this._trackers.map(tracker => tracker.currentWidget);
    return widgets.find(widget => widget && !widget.isDisposed) ?? null;
  }

  private readonly _changed = new Signal<this, void>(this);
  private _widget: KernelWidget | null = null;
  private _isDisposed = false;
}
