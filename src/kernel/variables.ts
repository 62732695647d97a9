import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import { formatFinder } from '../formats';
import { Soon } from '../soon';
import type {
  FormatRow,
  IKernelChoice,
  IKernelVariables,
  IModelRegistry,
  IVariable,
  VariablesStatus
} from '../tokens';
import { followCells } from './cells';
import type { KernelChooser } from './chooser';
import type { IListing } from './listing';
import type { KernelProbe } from './probe';
import type { IPlace } from './place';
import { KernelProbes } from './probes';
import { unsupportedLanguage } from './rungs/language';
import { hasLostAll, isFree, obstacle } from './standing';

/** Ends of cells within this time (ms) make one look. */
const QUIET = 150;

/** How often (ms) a busy kernel is looked at while the list is visible. */
const TICK = 2_000;

/** The variables of the current kernel, looked at when they can have changed and somebody sees them. */
export class KernelVariables implements IKernelVariables, IDisposable {
  constructor(private readonly _options: KernelVariables.IOptions) {
    const { chooser, registry, trans } = _options;
    this._probes = new KernelProbes(() => registry.kernelSource(), trans);
    this._soon = new Soon(() => void this._refresh(), QUIET);
    chooser.changed.connect(this._onPlace, this);
    chooser.choicesChanged.connect(this._onChoices, this);
    registry.serverChanged.connect(this._lookSoon, this);
    this._onPlace();
  }

  get status(): VariablesStatus {
    return this._status;
  }

  get detail(): string {
    return this._detail;
  }

  get variables(): readonly IVariable[] {
    return this._variables;
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
  get probeAtStart(): boolean {
    return this._probeAtStart;
  }

  set probeAtStart(value: boolean) {
    this._probeAtStart = value;
    this._lookSoon();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Look now, also when the list is not visible: somebody asked for it. */
  refresh(): Promise<void> {
    this._isAsked = true;
    return this._refresh();
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._setTick();
    this._leave();
    this._soon.dispose();
    this._probes.dispose();
    this._options.chooser.changed.disconnect(this._onPlace, this);
    this._options.chooser.choicesChanged.disconnect(this._onChoices, this);
    this._options.registry.serverChanged.disconnect(this._lookSoon, this);
    Signal.clearData(this);
  }

  /** Looks that are asked for meanwhile are answered by one more. */
  private _refresh(): Promise<void> {
    this._again = true;
    if (!this._looking) {
      const looking = this._lookAll().finally(() => {
        if (this._looking === looking) {
          this._looking = null;
        }
      });
      this._looking = looking;
    }
    return this._looking;
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
    const ids = new Set(this.choices.map(({ id }) => id));
    for (const id of [...this._known.keys()]) {
      if (!ids.has(id)) {
        this._known.delete(id);
      }
    }
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
    const id = kernel?.id ?? null;
    if (id !== this._kernelId) {
      this._kernelId = id;
      // A look into the other kernel may hang; it holds up nothing here.
      this._looking = null;
      const known = id === null ? undefined : this._known.get(id);
      this._settle(known ? 'ready' : 'starting', '', known ?? []);
      this._lookSoon();
    }
    const status = obstacle(this._place);
    if (status) {
      this._owed = true;
      const isLost = hasLostAll(this._place);
      const keeps = !isLost && this._variables.length > 0;
      this._settle(
        keeps ? 'disconnected' : status,
        '',
        isLost ? [] : undefined
      );
      if (kernel && isFree(kernel)) {
        this._lookSoon();
      }
    } else if (this._owed && kernel && this._isReadable(kernel)) {
      this._lookSoon();
    }
    this._setTick();
    const about = `${this.kernelName} ${this.path}`;
    if (about !== this._about) {
      this._about = about;
      this._tell();
    }
  }

  /** After a lost connection JupyterLab does not know the status before something is carried out. */
  private _isReadable(kernel: Kernel.IKernelConnection): boolean {
    return (
      kernel.status === 'idle' ||
      (kernel.status === 'unknown' && this._probes.of(kernel).isIn)
    );
  }

  private _lookSoon(): void {
    this._soon.ask();
  }

  /** While a cell runs and somebody looks, look again and again. */
  private _setTick(): void {
    const wanted =
      this._isActive && !this._isDisposed && this.kernel?.status === 'busy';
    if (wanted && this._tick === null) {
      this._tick = window.setInterval(() => {
        if (!this._looking && !document.hidden) {
          void this._refresh();
        }
      }, TICK);
    } else if (!wanted && this._tick !== null) {
      window.clearInterval(this._tick);
      this._tick = null;
    }
  }

  private async _lookAll(): Promise<void> {
    while (this._again && !this._isDisposed) {
      this._again = false;
      await this._look();
    }
  }

  private async _look(): Promise<void> {
    const { kernel } = this;
    if (!kernel || (obstacle(this._place) && !isFree(kernel))) {
      return;
    }
    const probe = this._probes.of(kernel);
    const isAsked = this._isAsked || this._isActive;
    if (!isAsked && (probe.isIn || !this._probeAtStart)) {
      return;
    }
    this._isAsked = false;
    this._owed = false;
    try {
      await this._read(kernel, probe);
    } catch (error) {
      if (this._isStill(kernel)) {
        const { message, hint } = error as Error & { hint?: string };
        this._settle('error', `${message} ${hint ?? ''}`.trim());
      }
    }
  }

  private async _read(
    kernel: Kernel.IKernelConnection,
    probe: KernelProbe
  ): Promise<void> {
    const language = await unsupportedLanguage(kernel);
    if (language !== null) {
      if (this._isStill(kernel)) {
        this._settle('unsupported', language, []);
      }
      return;
    }
    const reading = await probe.read();
    const variables =
      reading.kind === 'listed' ? await this._name(reading.listing) : null;
    if (!this._isStill(kernel)) {
      return;
    }
    if (variables) {
      this._settle('ready', '', variables);
      return;
    }
    this._owed = true;
    // Without its probe it is another process, of which nothing is known.
    const kept = probe.isIn ? undefined : [];
    if (reading.kind === 'paused') {
      this._settle('paused', '', kept);
    } else if (kernel.status === 'idle') {
      this._lookSoon();
    } else {
      this._settle('waiting', '', kept);
    }
  }

  /** Whether an answer of this kernel still counts. */
  private _isStill(kernel: Kernel.IKernelConnection): boolean {
    return (
      !this._isDisposed &&
      kernel.id === this.kernel?.id &&
      obstacle(this._place) === null
    );
  }

  private async _name({ variables }: IListing): Promise<IVariable[]> {
    const find = formatFinder(await this._options.registry.formats());
    const formats = new Map<readonly string[], FormatRow | null>();
    return [...variables.values()].map(({ name, mro, id }) => {
      let format = formats.get(mro);
      if (format === undefined) {
        format = find(mro);
        formats.set(mro, format);
      }
      return { name, type: mro[0], mro, id, format };
    });
  }

  /** Without a list, the last one stays. */
  private _settle(
    status: VariablesStatus,
    detail: string,
    list: readonly IVariable[] = this._variables
  ): void {
    if (this._kernelId !== null) {
      this._known.set(this._kernelId, list);
    }
    if (
      status !== this._status ||
      detail !== this._detail ||
      !sameVariables(list, this._variables)
    ) {
      this._status = status;
      this._detail = detail;
      this._variables = list;
      this._tell();
    }
  }

  private _tell(): void {
    this._changed.emit();
  }

  private readonly _probes: KernelProbes;
  private readonly _soon: Soon;
  private readonly _changed = new Signal<this, void>(this);
  /** The last list of each kernel that was shown, by the kernel's id. */
  private readonly _known = new Map<string, readonly IVariable[]>();
  private _place: IPlace | null = null;
  private _cells: IDisposable | null = null;
  private _kernelId: string | null = null;
  /** What was told of the place. */
  private _about = '';
  private _status: VariablesStatus = 'no-kernel';
  private _detail = '';
  private _variables: readonly IVariable[] = [];
  private _isActive = false;
  private _probeAtStart = false;
  private _isDisposed = false;
  /** A look is due as soon as the kernel is idle. */
  private _owed = false;
  private _again = false;
  /** One look is wanted although nobody sees the list. */
  private _isAsked = false;
  private _looking: Promise<void> | null = null;
  private _tick: number | null = null;
}

/** Options of the variables. */
export namespace KernelVariables {
  export interface IOptions {
    chooser: KernelChooser;
    registry: Pick<
      IModelRegistry,
      'formats' | 'kernelSource' | 'serverChanged'
    >;
    trans: TranslationBundle;
  }
}

function sameVariables(
  some: readonly IVariable[],
  others: readonly IVariable[]
): boolean {
  return (
    some.length === others.length &&
    some.every((one, i) => {
      const other = others[i];
      return (
        one.name === other.name &&
        one.id === other.id &&
        one.type === other.type &&
        one.format === other.format
      );
    })
  );
}
