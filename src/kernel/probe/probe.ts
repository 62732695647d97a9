import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { Schemas } from '../../contract/schemas';
import { KernelError } from '../error';
import { applyChanges, readChanges, readListing } from './listing';
import type { IListing } from './listing';
import { KernelProcess } from '../session/process';
import { rememberProcess, rememberedProcess } from './probedProcesses';
import { DebuggerStrategy } from './debuggerStrategy';
import { ExpressionStrategy } from './expressionStrategy';
import type { Found } from './strategy';
import { isFree } from '../session/kernelStatus';

/** Names of the probe in the kernel's `builtins`: all variables, and what changed since the last looks. */
const LISTING = '__jupyterlab_models_probe__';
const CHANGES = '__jupyterlab_models_changes__';

/** What reading the probe gave. */
export type Reading =
  | { readonly kind: 'listed'; readonly listing: IListing }
  /** The debugger holds the kernel at a breakpoint. */
  | { readonly kind: 'paused' }
  /** The process has ended and the next one has not been heard; read again until it has. */
  | { readonly kind: 'starting' }
  /** Read again when the kernel is idle. */
  | { readonly kind: 'later' };

/** The probe in one kernel: puts it in and reads it, by the best strategy that works. */
export class KernelProbe implements IDisposable {
  constructor(
    private readonly _kernel: Kernel.IKernelConnection,
    private readonly _source: () => Promise<Schemas['KernelSource']>,
    private readonly _trans: TranslationBundle
  ) {
    this._debugger = new DebuggerStrategy(_kernel);
    this._expression = new ExpressionStrategy(_kernel, _trans);
    this._process = rememberedProcess(_kernel.id);
    this._life = KernelProcess.of(_kernel);
    this._life.changed.connect(this._forget, this);
    _kernel.statusChanged.connect(this._onStatus, this);
  }

  /** Whether the probe is in the kernel, as far as is known. */
  get isIn(): boolean {
    return this._process !== null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._debugger.dispose();
    this._life.changed.disconnect(this._forget, this);
    this._kernel.statusChanged.disconnect(this._onStatus, this);
  }

  /** The variables now, putting the probe in where it is not and the kernel is idle. */
  async read(): Promise<Reading> {
    if (!this._life.isThere) {
      this._life.ask();
      return { kind: 'starting' };
    }
    if (this._last) {
      const reading = await this._catchUp(this._last);
      if (reading) {
        return reading;
      }
    }
    const found = await this._look(LISTING);
    if (found.kind === 'paused' || found.kind === 'later') {
      return found;
    }
    const listing = found.kind === 'answer' ? readListing(found.answer) : null;
    if (listing) {
      this._last = listing;
      return { kind: 'listed', listing };
    }
    return this._isFree ? this._putIn() : { kind: 'later' };
  }

  /** Read only what changed; null when all has to be read. */
  private async _catchUp(last: IListing): Promise<Reading | null> {
    const found = await this._look(CHANGES);
    if (found.kind === 'paused' || found.kind === 'later') {
      return found;
    }
    const changes = found.kind === 'answer' ? readChanges(found.answer) : null;
    const listing = changes && applyChanges(last, changes);
    if (!listing) {
      return null;
    }
    this._last = listing;
    return { kind: 'listed', listing };
  }

  private async _look(name: string): Promise<Found> {
    if (this._process === null) {
      return { kind: 'missing' };
    }
    let found = await this._debugger.look(name, this._process);
    if (found.kind === 'later') {
      found = await this._expression.look(name);
    }
    if (found.kind === 'answer') {
      this._setProcess(found.process);
    } else if (found.kind === 'missing') {
      // Another page has restarted the kernel, and we did not hear of it.
      this._process = null;
    }
    return found;
  }

  /** One request that puts the probe in and reads it. */
  private async _putIn(): Promise<Reading> {
    const { probe } = await this._source();
    if (!this._isFree) {
      // A cell has begun meanwhile: the request would wait behind it.
      return { kind: 'later' };
    }
    const start = this._start;
    const outcome = await this._expression.putIn(probe, LISTING);
    if (outcome.status === 'aborted') {
      return { kind: 'later' };
    }
    const listing = readListing(outcome.answer);
    if (!listing) {
      throw new KernelError({
        code: 'no_probe',
        message: this._trans.__('The kernel does not list its variables.'),
        hint: outcome.message
      });
    }
    if (start === this._start) {
      this._setProcess(outcome.process);
      this._last = listing;
    }
    return { kind: 'listed', listing };
  }

  private _setProcess(process: string): void {
    if (process !== this._process) {
      this._process = process;
      rememberProcess(this._kernel.id, process);
    }
  }

  private _onStatus(_: unknown, status: Kernel.Status): void {
    // Of a lost connection the status is unknown; which process there is afterwards is found out then.
    if (!['idle', 'busy', 'unknown'].includes(status)) {
      this._forget();
    }
  }

  /** Another process has taken the place of the one that was known, or will. */
  private _forget(): void {
    this._debugger.forget();
    this._process = null;
    this._last = null;
    this._start++;
  }

  private get _isFree(): boolean {
    const { connectionStatus } = this._kernel;
    return (
      isFree(this._kernel) ||
      (this._life.isNew && connectionStatus === 'connected')
    );
  }

  private readonly _debugger: DebuggerStrategy;
  private readonly _expression: ExpressionStrategy;
  private readonly _life: KernelProcess;
  /** The kernel's process that has the probe. */
  private _process: string | null;
  private _last: IListing | null = null;
  private _isDisposed = false;
  /** Counts the kernel's starts. */
  private _start = 0;
}
