import type { Kernel } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type { AgentRequest } from '../kernel/agent/agent';
import type { IFoundKernel, KernelFinder } from '../kernel/session/finder';
import type {
  IBegunTransfer,
  ILoadOptions,
  ILoaded,
  IModelTransfers,
  ISaveOptions,
  ISaved
} from './token';
import { latestOf } from '../registry/latest';
import type { IModelRegistry } from '../registry/token';
import type {
  KernelCheck,
  KernelTarget,
  Schemas,
  Transfer,
  Version
} from '../contract/schemas';
import { omitUndefined } from '../contract/schemas';
import { Board } from '../operations/board';
import { TransfersClient } from './client';
import { lost, unknownOptions } from './failures';
import { TransferAgent } from './transferAgent';

/** Saves and loads as a whole. */
export class ModelTransfers implements IModelTransfers, IDisposable {
  constructor(private readonly _options: ModelTransfers.IOptions) {
    const { registry, trans } = _options;
    this._client = new TransfersClient(registry.server);
    this._board = new Board({
      server: registry.server,
      topic: 'transfer',
      list: () => this._client.list(),
      fetch: id => this._client.get(id),
      lost: transfer => lost(transfer, trans)
    });
    this._agent = new TransferAgent(_options, this._board, this._client);
    this._board.changed.connect(this._onBoard, this);
  }

  /** Whether saves keep the source of the cell that made the variable, unless they are told. */
  keepsCell = true;

  get current(): readonly Transfer[] {
    return this._board.current;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._board.isDisposed;
  }

  dispose(): void {
    this._board.dispose();
    Signal.clearData(this);
  }

  check(variable: string, kernel?: string): Promise<KernelCheck> {
    return this._withKernel(kernel, ({ connection }) =>
      this._options.agent.check(connection, { op: 'check', variable })
    );
  }

  target(
    variable: string,
    version: Version,
    kernel?: string
  ): Promise<KernelTarget> {
    return this._withKernel(kernel, ({ connection }) =>
      this._options.agent.target(connection, {
        op: 'target',
        variable,
        version
      })
    );
  }

  save(options: ISaveOptions): Promise<IBegunTransfer<ISaved>> {
    return this._save(options);
  }

  load(options: ILoadOptions): Promise<IBegunTransfer<ILoaded>> {
    return this._load(options);
  }

  optionsOf(id: string): ISaveOptions | ILoadOptions | null {
    return this._optionsById.get(id) ?? null;
  }

  async retry(id: string): Promise<IBegunTransfer<ISaved | ILoaded>> {
    const failed = this.current.find(transfer => transfer.id === id);
    const known = this.optionsOf(id);
    if (!failed || !known) {
      throw unknownOptions(this._options.trans);
    }
    const options = { ...known, kernel: failed.kernel.id };
    return failed.kind === 'save'
      ? this._save(options, id)
      : this._load(options as ILoadOptions, id);
  }

  async cancel(id: string): Promise<void> {
    this._board.add(await this._client.cancel(id));
  }

  dismiss(id: string): void {
    this._board.dismiss(id);
  }

  private _save(
    options: ISaveOptions,
    failed?: string
  ): Promise<IBegunTransfer<ISaved>> {
    return this._begin(options.kernel, async ({ connection, path }) => {
      const { format, encoding, bytes, description, tags } = options;
      const begun = await this._client.begin({
        kind: 'save',
        model: options.name,
        variable: options.variable,
        kernel: { id: connection.id },
        notebook: path,
        ...omitUndefined({ format, encoding, bytes, description, tags })
      });
      this._follow(begun.transfer, options, failed);
      const done = this._carryOutSave(connection, begun, options);
      return { id: begun.transfer.id, done };
    });
  }

  private _load(
    options: ILoadOptions,
    failed?: string
  ): Promise<IBegunTransfer<ILoaded>> {
    return this._begin(options.kernel, async ({ connection }) => {
      const { variable, name, trust, part } = options;
      const { registry, trans } = this._options;
      const version =
        options.version ?? latestOf(await registry.get(name), trans).version;
      const begun = await this._client.begin({
        kind: 'load',
        model: name,
        version,
        variable,
        kernel: { id: connection.id },
        ...omitUndefined({ trust, part })
      });
      this._follow(begun.transfer, { ...options, version }, failed);
      const done = this._carryOutLoad(connection, begun, options, version);
      return { id: begun.transfer.id, done };
    });
  }

  /** Begin a transfer, and keep the connection to its kernel until it has ended. */
  private async _begin<T>(
    id: string | undefined,
    begin: (kernel: IFoundKernel) => Promise<IBegunTransfer<T>>
  ): Promise<IBegunTransfer<T>> {
    const kernel = await this._options.kernels.find(id);
    try {
      const begun = await begin(kernel);
      const done = begun.done.finally(() => kernel.release());
      return { id: begun.id, done };
    } catch (reason) {
      kernel.release();
      throw reason;
    }
  }

  /** Show a new transfer and keep its options; the failed one that it repeats leaves the list only now. */
  private _follow(
    transfer: Transfer,
    options: ISaveOptions | ILoadOptions,
    failed?: string
  ): void {
    if (failed) {
      this.dismiss(failed);
    }
    if (options.quiet) {
      this._board.hideFailure(transfer.id);
    }
    this._optionsById.set(transfer.id, options);
    this._board.add(transfer);
  }

  private async _carryOutSave(
    kernel: Kernel.IKernelConnection,
    begun: Schemas['TransferBegun'],
    options: ISaveOptions
  ): Promise<ISaved> {
    const { variable, id, format, encoding, frame } = options;
    const request: AgentRequest & { op: 'save' } = {
      op: 'save',
      variable,
      ...omitUndefined({ id, format, encoding }),
      // Of a local variable no cell is known.
      cell: frame === undefined && (options.keepCell ?? this.keepsCell),
      ticket: begun.ticket
    };
    const { model, result } =
      frame === undefined
        ? await this._agent.run(kernel, begun, request)
        : await this._agent.runStashed(kernel, begun, request, frame);
    // Where events do not come through, the list has it at once all the same.
    void this._options.registry.server.refresh();
    const { version, bytes, sha256 } = result;
    return { name: model, version, format: result.format, bytes, sha256 };
  }

  private async _carryOutLoad(
    kernel: Kernel.IKernelConnection,
    begun: Schemas['TransferBegun'],
    { variable, overwrite = false }: ILoadOptions,
    version: number
  ): Promise<ILoaded> {
    const { ticket } = begun;
    const { model, result } = await this._agent.run(kernel, begun, {
      op: 'load',
      variable,
      overwrite,
      ticket
    });
    this._options.onLoaded();
    return { name: model, version, variable, type: result.class };
  }

  /** Forget the options of transfers that have left the board. */
  private _onBoard(): void {
    const there = new Set(this.current.map(({ id }) => id));
    [...this._optionsById.keys()]
      .filter(id => !there.has(id))
      .forEach(id => this._optionsById.delete(id));
    this._changed.emit();
  }

  private async _withKernel<T>(
    id: string | undefined,
    use: (kernel: IFoundKernel) => Promise<T>
  ): Promise<T> {
    const kernel = await this._options.kernels.find(id);
    try {
      return await use(kernel);
    } finally {
      kernel.release();
    }
  }

  private readonly _client: TransfersClient;
  private readonly _board: Board<Transfer>;
  private readonly _agent: TransferAgent;
  /** Options of the transfers that this page began, by id. */
  private readonly _optionsById = new Map<
    string,
    ISaveOptions | ILoadOptions
  >();
  private readonly _changed = new Signal<this, void>(this);
}

/** Namespace of `ModelTransfers`. */
export namespace ModelTransfers {
  /** What they work with. */
  export interface IOptions extends TransferAgent.IOptions {
    registry: IModelRegistry;
    kernels: KernelFinder;
    /** Called when a kernel has got a variable. */
    onLoaded: () => void;
  }
}
