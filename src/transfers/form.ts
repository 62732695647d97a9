import type { TranslationBundle } from '@jupyterlab/translation';
import type { IBegunTransfer, IModelTransfers } from './token';
import type { IKernelVariables } from '../kernel/token';
import type { IModelRegistry } from '../registry/token';
import { type IProblem, toProblem } from '../ui/errors';
import { FormModel } from '../ui/formModel';

/** What the forms of saves and loads work with. */
export interface ITransferOptions {
  readonly registry: IModelRegistry;
  readonly variables: IKernelVariables;
  readonly transfers: IModelTransfers;
  readonly trans: TranslationBundle;
  /** Kernel id; default the current kernel. */
  readonly kernel?: string;
}

/** State of a form that begins a save or a load. From then on the transfer's row tells how it goes. */
export abstract class TransferForm<
  T,
  O extends ITransferOptions
> extends FormModel<IBegunTransfer<T>> {
  constructor(protected readonly options: O) {
    super();
    options.variables.changed.connect(this._onVariables, this);
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

  /** Begin the transfer; null, with `failure`, when it could not begin. */
  protected async begin(
    run: () => Promise<IBegunTransfer<T>>
  ): Promise<IBegunTransfer<T> | null> {
    this.failure = null;
    this._isBeginning = true;
    this.stateChanged.emit();
    try {
      const begun = await run();
      // Its row tells of a failure; until the dialog has closed nobody else listens.
      begun.done.catch(() => undefined);
      return begun;
    } catch (reason) {
      this.failure = toProblem(reason);
      return null;
    } finally {
      this._isBeginning = false;
      this.stateChanged.emit();
    }
  }

  private _onVariables(): void {
    this.stateChanged.emit();
  }

  private _isBeginning = false;
}
