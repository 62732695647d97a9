import type { TranslationBundle } from '@jupyterlab/translation';
import type {
  IKernelVariables,
  IModelRegistry,
  IModelTransfers,
  Transfer
} from '../tokens';
import { type IProblem, toProblem } from '../ui/errors';
import { FormModel } from './formModel';

/** What the forms of saves and loads work with. */
export interface ITransferOptions {
  readonly registry: IModelRegistry;
  readonly variables: IKernelVariables;
  readonly transfers: IModelTransfers;
  readonly trans: TranslationBundle;
  /** Kernel id; default the current kernel. */
  readonly kernel?: string;
}

/** A transfer that has begun. */
export interface IBegun<T> {
  readonly ended: Promise<T>;
}

/** State of a form that begins a save or a load. From then on the transfer's row tells how it goes. */
export abstract class TransferForm<
  T,
  O extends ITransferOptions
> extends FormModel<IBegun<T>> {
  constructor(protected readonly options: O) {
    super();
    options.variables.changed.connect(this._onVariables, this);
    options.transfers.changed.connect(this._onTransfers, this);
  }

  get trans(): TranslationBundle {
    return this.options.trans;
  }

  /** Why it could not begin. */
  get problem(): IProblem | null {
    return this.failure;
  }

  /** Whether it was sent off and has not begun. */
  get isBeginning(): boolean {
    return this._isBeginning;
  }

  protected failure: IProblem | null = null;

  /** Wait until the transfer that is meant has begun; null, with `failure`, when it did not. */
  protected async begin(
    meant: Pick<Transfer, 'kind' | 'variable' | 'model'>,
    run: () => Promise<T>
  ): Promise<IBegun<T> | null> {
    const { transfers, variables } = this.options;
    const kernel = this.options.kernel ?? variables.kernel?.id;
    const known = new Set(transfers.current.map(({ id }) => id));
    const isNew = (one: Transfer) =>
      !known.has(one.id) &&
      one.state !== 'failed' &&
      one.kind === meant.kind &&
      one.variable === meant.variable &&
      one.model === meant.model &&
      one.kernel.id === kernel;
    this.failure = null;
    this._isBeginning = true;
    this.stateChanged.emit();
    try {
      const ended = run();
      const begun = new Promise<void>(resolve => {
        this._look = () => transfers.current.some(isNew) && resolve();
      });
      this._look();
      await Promise.race([ended, begun]);
      return { ended };
    } catch (reason) {
      this.failure = toProblem(reason);
      return null;
    } finally {
      this._isBeginning = false;
      this._look = () => undefined;
      this.stateChanged.emit();
    }
  }

  private _onTransfers(): void {
    this._look();
  }

  private _onVariables(): void {
    this.stateChanged.emit();
  }

  private _isBeginning = false;
  private _look: () => unknown = () => undefined;
}
