import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type {
  IFormats,
  IKernelChoice,
  IKernelSource,
  IKernelVariables,
  IVariable,
  VariablesStatus
} from './token';
import type { IModelsServer } from '../server/token';
import type { Breakpoint, IFrame } from './debugger/breakpoint';
import { followCells } from './session/cells';
import type { KernelChooser } from './session/chooser';
import type { StashSweeper } from './debugger/stashedLocal';
import { Looks } from './looks';
import { withFormats, withFormatsAtBreakpoint } from './withFormats';
import type { IPlace } from './session/place';
import type { KernelProbe } from './probe/probe';
import { KernelProbes } from './probe/probes';
import { ShownVariables } from './shownVariables';
import {
  blockingStatus,
  hasLostAll,
  isFree,
  unsupportedLanguage
} from './session/kernelStatus';

/** The variables of the current kernel, looked at when they can have changed and somebody sees them. */
export class KernelVariables implements IKernelVariables, IDisposable {
  constructor(private readonly _options: KernelVariables.IOptions) {
    const { chooser, server, source, trans } = _options;
    this._probes = new KernelProbes(
      () => source.load(),
      trans,
      kernel => this._onProcess(kernel)
    );
    chooser.changed.connect(this._onPlace, this);
    chooser.choicesChanged.connect(this._onChoices, this);
    server.stateChanged.connect(this._lookSoon, this);
    _options.breakpoint?.changed.connect(this._lookSoon, this);
    this._onPlace();
  }

  get status(): VariablesStatus {
    return this._shown.status;
  }

  get detail(): string {
    return this._shown.detail;
  }

  get variables(): readonly IVariable[] {
    return this._shown.variables;
  }

  get kernel(): Kernel.IKernelConnection | null {
    return this._place?.kernel ?? null;
  }

  get kernelName(): string {
    return this._place?.kernelName ?? '';
  }

  get path(): string | null {
    return this._place?.path ?? null;
  }

  get choices(): readonly IKernelChoice[] {
    return this._options.chooser.choices;
  }

  get pinned(): string | null {
    return this._options.chooser.pinned;
  }

  pin(kernel: string | null): void {
    this._options.chooser.pin(kernel);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isActive(): boolean {
    return this._isActive;
  }

  set isActive(value: boolean) {
    if (value !== this._isActive) {
      this._isActive = value;
      this._lookSoon();
      this._setTick();
    }
  }

  /** Whether the probe goes into each kernel at once, although nobody looks yet. */
  set probeAtStart(value: boolean) {
    this._probeAtStart = value;
    this._lookSoon();
  }

  get isDisposed(): boolean {
    return this._looks.isDisposed;
  }

  /** Look now, also when the list is not visible: somebody asked for it. */
  refresh(): Promise<void> {
    this._isRequested = true;
    return this._looks.now();
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this._looks.dispose();
    this._leave();
    this._probes.dispose();
    this._options.chooser.changed.disconnect(this._onPlace, this);
    this._options.chooser.choicesChanged.disconnect(this._onChoices, this);
    this._options.server.stateChanged.disconnect(this._lookSoon, this);
    this._options.breakpoint?.changed.disconnect(this._lookSoon, this);
    Signal.clearData(this);
  }

  /** Another notebook or console became current, or a kernel was pinned; it can be the same kernel. */
  private _onPlace(): void {
    this._leave();
    const place = this._options.chooser.place;
    this._place = place;
    if (place) {
      this._cells = followCells(place, () => this._lookSoon());
      place.changed.connect(this._onChange, this);
    }
    this._onChange();
    this._lookSoon();
  }

  private _onChoices(): void {
    this._shown.keep(new Set(this.choices.map(({ id }) => id)));
    this._tell();
  }

  private _leave(): void {
    this._cells?.dispose();
    this._place?.changed.disconnect(this._onChange, this);
    this._place = null;
  }

  /** The kernel of the place is another one, or stands otherwise. */
  private _onChange(): void {
    const { kernel } = this;
    if (this._shown.turnTo(kernel?.id ?? null)) {
      // A look into the other kernel may hang; it holds up nothing here.
      this._looks.abandon();
      this._lookSoon();
    }
    const status = blockingStatus(this._place);
    if (status) {
      this._owed = true;
      const isLost = hasLostAll(this._place);
      const keeps = !isLost && this.variables.length > 0;
      if (isLost && kernel) {
        this._options.breakpoint?.forget(kernel.id);
      }
      this._shown.set(
        keeps ? 'disconnected' : status,
        '',
        isLost ? [] : undefined
      );
      if (kernel && isFree(kernel)) {
        this._lookSoon();
      } else {
        // The answer may be lost with the process or the connection.
        this._looks.abandon();
      }
    } else if (
      this._owed &&
      // After a lost connection JupyterLab does not know the status before something is carried out.
      (kernel?.status === 'idle' || kernel?.status === 'unknown')
    ) {
      this._lookSoon();
    }
    this._setTick();
    const about = `${this.kernelName} ${this.path}`;
    if (about !== this._about) {
      this._about = about;
      this._tell();
    }
  }

  /** The kernel's process has ended, or another one is there; the status may tell nothing of it. */
  private _onProcess(kernel: string): void {
    if (kernel === this.kernel?.id) {
      this._options.breakpoint?.forget(kernel);
      this._shown.set('starting', '', []);
      this._lookSoon();
    }
  }

  private _lookSoon(): void {
    this._looks.soon();
  }

  /** While a cell runs or a process starts, and somebody looks, look again and again. */
  private _setTick(): void {
    const isStarting =
      this.status === 'starting' && blockingStatus(this._place) === null;
    const isBusy = this.kernel?.status === 'busy';
    this._looks.repeat(this._isActive && (isBusy || isStarting));
  }

  private async _look(): Promise<void> {
    const { kernel } = this;
    if (!kernel || (blockingStatus(this._place) && !isFree(kernel))) {
      return;
    }
    const frame = this._options.breakpoint?.frameOf(kernel.id);
    try {
      await (frame ? this._showFrame(kernel, frame) : this._lookInto(kernel));
    } catch (error) {
      if (this._isStill(kernel)) {
        const { message, hint } = error as Error & { hint?: string };
        this._shown.set('error', `${message} ${hint ?? ''}`.trim());
      }
    }
  }

  private async _lookInto(kernel: Kernel.IKernelConnection): Promise<void> {
    this._leaveFrame();
    const probe = this._probes.of(kernel);
    const isRequested = this._isRequested || this._isActive;
    if (isRequested || (!probe.isIn && this._probeAtStart)) {
      this._isRequested = false;
      this._owed = false;
      await this._read(kernel, probe);
    }
  }

  /** The debugger has read the variables: nothing is asked of the kernel, whether somebody sees the list or not. */
  private async _showFrame(
    kernel: Kernel.IKernelConnection,
    frame: IFrame
  ): Promise<void> {
    const table = await this._options.formats.load();
    if (this._isStill(kernel)) {
      const { listed } = this._shown;
      this._owed = true;
      this._shown.set(
        'paused',
        frame.name,
        withFormatsAtBreakpoint(frame, listed, table)
      );
    }
  }

  /** The debugger went on: what it showed counts no more. */
  private _leaveFrame(): void {
    const isShown = this.variables.some(({ frame }) => frame !== undefined);
    if (isShown || (this.status === 'paused' && this.detail !== '')) {
      this._shown.set('waiting', '', this._shown.listed);
    }
  }

  private async _read(
    kernel: Kernel.IKernelConnection,
    probe: KernelProbe
  ): Promise<void> {
    const language = await unsupportedLanguage(kernel);
    if (language !== null) {
      if (this._isStill(kernel)) {
        this._shown.set('unsupported', language, []);
      }
      return;
    }
    const reading = await probe.read();
    if (reading.kind === 'listed') {
      const { listing } = reading;
      const table = await this._options.formats.load();
      if (this._isStill(kernel)) {
        this._shown.set('ready', '', withFormats(listing, table));
        void this._options.sweeper?.sweep(kernel, listing.held);
      }
      return;
    }
    if (!this._isStill(kernel)) {
      return;
    }
    this._owed = true;
    // Without its probe it is another process, of which nothing is known.
    const kept = probe.isIn ? undefined : [];
    if (reading.kind === 'starting') {
      this._isRequested = true;
      this._shown.set('starting', '', []);
    } else if (reading.kind === 'paused') {
      this._shown.set('paused', '', kept);
    } else if (kernel.status === 'idle') {
      this._lookSoon();
    } else {
      this._shown.set('waiting', '', kept);
    }
  }

  /** Whether an answer of this kernel still counts. */
  private _isStill(kernel: Kernel.IKernelConnection): boolean {
    return (
      !this.isDisposed &&
      kernel.id === this.kernel?.id &&
      blockingStatus(this._place) === null
    );
  }

  private _tell(): void {
    this._changed.emit();
  }

  private readonly _probes: KernelProbes;
  private readonly _looks = new Looks(() => this._look());
  private readonly _changed = new Signal<this, void>(this);
  private readonly _shown = new ShownVariables(() => {
    this._setTick();
    this._tell();
  });
  private _place: IPlace | null = null;
  private _cells: IDisposable | null = null;
  /** What was told of the place. */
  private _about = '';
  private _isActive = false;
  private _probeAtStart = false;
  /** A look is due as soon as the kernel is idle. */
  private _owed = false;
  /** One look is wanted although nobody sees the list. */
  private _isRequested = false;
}

/** Options of the variables. */
export namespace KernelVariables {
  export interface IOptions {
    chooser: KernelChooser;
    server: Pick<IModelsServer, 'stateChanged'>;
    formats: Pick<IFormats, 'load'>;
    source: IKernelSource;
    trans: TranslationBundle;
    /** Where JupyterLab has a debugger. */
    breakpoint?: Breakpoint;
    /** Takes away what saves of local variables left; without it, it stays. */
    sweeper?: StashSweeper;
  }
}
