import type { Kernel, ServiceManager } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IKernelVariables } from '../token';
import { KernelError } from '../error';

/** A kernel that was found, with the document it belongs to. */
export interface IFoundKernel {
  readonly connection: Kernel.IKernelConnection;
  /** Path of its notebook, or null. */
  readonly path: string | null;
  /** To be called when it is needed no more. */
  release(): void;
}

/** Finds kernels: the current one, or another one by its id. */
export class KernelFinder {
  constructor(
    private readonly _variables: Pick<IKernelVariables, 'kernel' | 'path'>,
    private readonly _services: Pick<
      ServiceManager.IManager,
      'kernels' | 'sessions'
    >,
    private readonly _trans: TranslationBundle
  ) {}

  /** Rejects with `KernelError` where there is no such kernel. */
  async find(id?: string): Promise<IFoundKernel> {
    const current = this._variables.kernel;
    if (current && (id === undefined || id === current.id)) {
      const path = this._variables.path;
      return { connection: current, path, release: () => undefined };
    }
    if (id === undefined) {
      throw new KernelError({
        code: 'no_kernel',
        message: this._trans.__(
          'No notebook or console with a kernel is open.'
        ),
        hint: this._trans.__('Open one, or start its kernel.')
      });
    }
    return this._connect(id);
  }

  private async _connect(id: string): Promise<IFoundKernel> {
    const { kernels, sessions } = this._services;
    const model = await kernels.findById(id);
    if (!model) {
      throw new KernelError({
        code: 'no_kernel',
        message: this._trans.__('No kernel with the id %1 runs.', id)
      });
    }
    await sessions.refreshRunning();
    const session = [...sessions.running()].find(
      ({ kernel, type }) => kernel?.id === id && type === 'notebook'
    );
    const connection = kernels.connectTo({ model, handleComms: false });
    const release = (): void => connection.dispose();
    return { connection, path: session?.path ?? null, release };
  }
}
