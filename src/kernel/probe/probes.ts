import type { Kernel } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { Schemas } from '../../contract/schemas';
import { KernelProbe } from './probe';
import { KernelProcess } from '../session/process';

/**
 * The probes of the kernels that were seen, by the kernel's id: notebooks can share a kernel, and one that is left
 * for another notebook keeps its probe.
 */
export class KernelProbes implements IDisposable {
  /** @param onProcess - a kernel that was seen has another process, or will have */
  constructor(
    private readonly _source: () => Promise<Schemas['KernelSource']>,
    private readonly _trans: TranslationBundle,
    private readonly _onProcess: (kernel: string) => void
  ) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._probes.forEach(probe => probe.dispose());
    this._probes.clear();
  }

  /** The probe of this kernel, living until the connection over which it was made is closed. */
  of(kernel: Kernel.IKernelConnection): KernelProbe {
    const known = this._probes.get(kernel.id);
    if (known) {
      return known;
    }
    const probe = new KernelProbe(kernel, this._source, this._trans);
    this._probes.set(kernel.id, probe);
    const tell = (): void => {
      if (!this._isDisposed) {
        this._onProcess(kernel.id);
      }
    };
    KernelProcess.of(kernel).changed.connect(tell);
    kernel.disposed.connect(() => {
      probe.dispose();
      this._probes.delete(kernel.id);
    });
    return probe;
  }

  private readonly _probes = new Map<string, KernelProbe>();
  private _isDisposed = false;
}
