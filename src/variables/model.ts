import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import type { SaveHistory } from '../transfers/saveHistory';
import { CommandIds } from '../contract/commands';
import type { ISaveTarget } from '../transfers/saveTargets';
import { mayBeModel } from '../kernel/classNames';
import type {
  IFormats,
  IKernelVariables,
  IVariable,
  VariablesStatus
} from '../kernel/token';
import type { IModelRegistry } from '../registry/token';
import type { IModelTransfers } from '../transfers/token';
import type { Family, Transfer } from '../contract/schemas';
import { byHand, type IProblem } from '../ui/errors';
import type { IEmptyText } from '../ui/notice';
import { canWrite } from '../server/token';
import { emptyVariables } from './texts';

/** One row of the list of variables. */
export interface IVariableRow {
  readonly variable: IVariable;
  /** The model that one click saves to; null when the dialog has to ask. */
  readonly target: ISaveTarget | null;
  /** Its save under way. */
  readonly transfer: Transfer | null;
  /** Whether a save was asked for that the kernel has not taken up yet. */
  readonly waiting: boolean;
  /** Why its last save failed. */
  readonly problem: IProblem | null;
  /** Why it cannot be saved; '' where it can. */
  readonly reason: string;
}

/** Standings of the list in which the kernel takes a save up, now or later. */
const SAVING: VariablesStatus[] = ['ready', 'waiting', 'paused'];

/** Why saves fail of which the variable is no longer what was meant: bound anew, or of a breakpoint that is over. */
const ANEW = ['rebound', 'not_paused'];

/** State of the section Variables; no DOM. */
export class VariablesModel extends VDomModel {
  constructor(private _options: VariablesModel.IOptions) {
    super();
    const { variables, registry, saveHistory } = _options;
    variables.changed.connect(this._rebuild, this);
    saveHistory.changed.connect(this._rebuild, this);
    registry.server.stateChanged.connect(this._rebuild, this);
    this._showAll = _options.showAll;
    this._rebuild();
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  /** Whether variables that are no models are shown too. */
  get showAll(): boolean {
    return this._showAll;
  }
  set showAll(value: boolean) {
    if (this._showAll !== value) {
      this._showAll = value;
      this._rebuild();
    }
  }

  /** Path of the document, or '' when it has none. */
  get path(): string {
    return this._options.variables.path ?? '';
  }

  /** Name of the kernel, or ''. */
  get kernelName(): string {
    return this._options.variables.kernelName;
  }

  /** Whether saving is allowed and possible now. */
  get canSave(): boolean {
    const { registry, variables } = this._options;
    return canWrite(registry.server) && SAVING.includes(variables.status);
  }

  /** Id of the kernel, or ''. */
  get kernel(): string {
    return this._options.variables.kernel?.id ?? '';
  }

  /** Kernels whose variables can be shown, by their ids. */
  get choices(): readonly { id: string; label: string }[] {
    return this._options.variables.choices.map(({ id, kernel, documents }) => ({
      id,
      label:
        documents.join(', ') || this.trans.__('%1 without document', kernel)
    }));
  }

  /** The kernel that is shown whatever is in focus, or ''. */
  get pinned(): string {
    return this._options.variables.pinned ?? '';
  }
  set pinned(kernel: string) {
    this._options.variables.pin(kernel || null);
  }

  get rows(): readonly IVariableRow[] {
    return this._rows;
  }

  /** Saves under way or failed that no row can tell of: the variable, or its kernel, is gone. */
  get strays(): readonly Transfer[] {
    return this._strays;
  }

  /** How many variables are no models and hidden. */
  get hidden(): number {
    return this._hidden;
  }

  /** What a screen reader is told about the save that ended last. */
  get said(): string {
    const last = this._options.saveHistory.saves.find(
      ({ state }) => state === 'done'
    );
    return last && last.version !== null
      ? this.trans.__(
          'Saved %1 as version %2 of %3.',
          last.variable,
          last.version,
          last.model
        )
      : '';
  }

  /** What to say when there are no rows. */
  get empty(): IEmptyText | null {
    return this._rows.length > 0 ? null : this._text();
  }

  /** What is to be known about the rows: why they are old, or where the debugger stands. */
  get notice(): IEmptyText | null {
    const isReady = this._options.variables.status === 'ready';
    return isReady || this._rows.length === 0 ? null : this._text();
  }

  /** Whether the rows are the last that were known, and not those of now, which the debugger tells too. */
  get isOld(): boolean {
    const { status, detail } = this._options.variables;
    return status !== 'ready' && !(status === 'paused' && detail !== '');
  }

  /** How a library is shown. */
  family(name: string): Family {
    return this._options.formats.table.family(name);
  }

  /** Read the variables again. */
  refresh(): void {
    void this._options.variables.refresh();
  }

  /** Save into the known model at once, else ask in the dialog. */
  async save(row: IVariableRow): Promise<void> {
    if (row.waiting || row.transfer) {
      return;
    }
    const { saveHistory, commands } = this._options;
    if (row.target) {
      await saveHistory.resave(row.variable);
    } else {
      const variable = row.variable.name;
      await commands.execute(CommandIds.save, { variable });
    }
  }

  /**
   * Retry it with the same options. Where these are not known, or the variable is another one by now, the user says again
   * what to save.
   */
  async retry(row: IVariableRow): Promise<void> {
    const { saveHistory, commands, transfers } = this._options;
    const { name } = row.variable;
    const failed = saveHistory.failedOf(name);
    const isKnown = failed && transfers.optionsOf(failed.id);
    if (failed && (!isKnown || ANEW.includes(failed.error?.code ?? ''))) {
      const args = { variable: name, name: failed.model, row: true };
      await commands.execute(CommandIds.save, args);
    } else {
      await (failed ? saveHistory.retry(failed) : this.save(row));
    }
  }

  cancel({ id }: Transfer): void {
    void byHand(this.trans.__('Could not cancel'), () =>
      this._options.transfers.cancel(id)
    );
  }

  /** Forget a failed save. */
  dismissStray(transfer: Transfer): void {
    this._options.transfers.dismiss(transfer.id);
  }

  /** Forget the failure of a row. */
  dismiss(row: IVariableRow): void {
    this._options.saveHistory.dismiss(row.variable.name);
  }

  override dispose(): void {
    if (!this.isDisposed) {
      Signal.clearData(this);
    }
    super.dispose();
  }

  private _text(): IEmptyText {
    const { variables, registry } = this._options;
    return emptyVariables(
      registry.server.state.status,
      variables.status,
      variables.detail,
      this._hidden,
      this.trans
    );
  }

  private _rebuild(): void {
    if (this.isDisposed) {
      return;
    }
    const { variables } = this._options;
    const all = variables.variables;
    const shown = all.filter(variable => this._showAll || mayBeModel(variable));
    this._hidden = all.length - shown.length;
    this._rows = shown.map(variable => this._row(variable));
    this._strays = this._findStrays();
    this.stateChanged.emit();
  }

  private _findStrays(): Transfer[] {
    const { transfers, variables } = this._options;
    const elsewhere = new Set(variables.choices.map(({ id }) => id));
    elsewhere.delete(this.kernel);
    const saves = transfers.current.filter(
      ({ kind, kernel }) => kind === 'save' && !elsewhere.has(kernel.id)
    );
    const here = new Set(this._rows.map(row => row.variable.name));
    return saves.filter((save, index) => {
      const { kernel, state, variable } = save;
      const isLast =
        saves.findIndex(
          one => one.variable === variable && one.kernel.id === kernel.id
        ) === index;
      const isOpen = state !== 'done' && state !== 'cancelled';
      return (
        isLast && isOpen && !(kernel.id === this.kernel && here.has(variable))
      );
    });
  }

  private _row(variable: IVariable): IVariableRow {
    const { formats, saveHistory } = this._options;
    const { name } = variable;
    const last = saveHistory.saves.find(save => save.variable === name) ?? null;
    const moving =
      last !== null &&
      ['waiting', 'running', 'publishing'].includes(last.state);
    return {
      variable,
      target: saveHistory.targetOf(name),
      transfer: moving ? last : null,
      waiting: !moving && saveHistory.isWaiting(name),
      problem: moving ? null : saveHistory.problemOf(name),
      reason:
        variable.format || mayBeModel(variable)
          ? ''
          : formats.table.explain(variable.mro, this.trans)
    };
  }

  private _showAll: boolean;
  private _rows: IVariableRow[] = [];
  private _strays: Transfer[] = [];
  private _hidden = 0;
}

/** Namespace of `VariablesModel`. */
export namespace VariablesModel {
  /** What it works with. */
  export interface IOptions {
    readonly variables: IKernelVariables;
    readonly formats: IFormats;
    readonly registry: IModelRegistry;
    readonly transfers: IModelTransfers;
    readonly saveHistory: SaveHistory;
    readonly commands: CommandRegistry;
    readonly trans: TranslationBundle;
    readonly showAll: boolean;
  }
}
