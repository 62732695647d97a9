import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { CommandIds } from '../../contract/commands';
import type { ModelHead, Transfer } from '../../contract/schemas';
import type { IModelTransfers } from '../../transfers/token';
import { byHand } from '../../ui/errors';

/** The saves and loads of listed models: what is under way, what failed, and what can be done about it. */
export class ModelWork {
  constructor(private readonly _options: ModelWork.IOptions) {}

  /** Loads of a model that are under way or have failed, newest first. */
  loadsOf(name: string): Transfer[] {
    return this._options.transfers.current.filter(
      transfer =>
        transfer.kind === 'load' &&
        transfer.model === name &&
        transfer.state !== 'done' &&
        transfer.state !== 'cancelled'
    );
  }

  /** The save that makes the first version of a model, as it is told of now; null where this page cannot tell. */
  makingOf({ operation }: ModelHead): Transfer | null {
    const { current } = this._options.transfers;
    return current.find(({ id }) => id === operation?.id) ?? null;
  }

  /** Whether this page knows how to make a first version that failed. */
  canMakeAgain({ state, operation }: ModelHead): boolean {
    return (
      state === 'failed' &&
      operation !== null &&
      this._options.transfers.optionsOf(operation.id) !== null
    );
  }

  /** Begin to make a first version that failed once more. */
  async makeAgain({ operation }: ModelHead): Promise<void> {
    if (operation) {
      await this._retry(operation.id, this._trans.__('Could not save'));
    }
  }

  /** Stop making the first version of a model. */
  stopMaking({ operation }: ModelHead): void {
    if (operation) {
      this._cancel(operation.id);
    }
  }

  /** Begin a failed load again, as it was asked for; where that is not known, the user says it again. */
  async retry(failed: Transfer): Promise<void> {
    const title = this._trans.__('Could not load');
    await (this._options.transfers.optionsOf(failed.id)
      ? this._retry(failed.id, title)
      : this._once(failed.id, title, () => this._loadByDialog(failed)));
  }

  cancel({ id }: Transfer): void {
    this._cancel(id);
  }

  dismiss({ id }: Transfer): void {
    this._options.transfers.dismiss(id);
  }

  private get _trans(): TranslationBundle {
    return this._options.trans;
  }

  /** Begin a failed transfer again, as it was asked for. */
  private _retry(id: string, title: string): Promise<void> {
    return this._once(id, title, async () => {
      const { done } = await this._options.transfers.retry(id);
      // Once it has begun, its own line tells why it failed.
      await done.catch(() => undefined);
    });
  }

  /** One try at a time. */
  private async _once(
    id: string,
    title: string,
    action: () => Promise<void>
  ): Promise<void> {
    if (!this._retrying.has(id)) {
      this._retrying.add(id);
      await byHand(title, action);
      this._retrying.delete(id);
    }
  }

  private _cancel(id: string): void {
    void byHand(this._trans.__('Could not cancel'), () =>
      this._options.transfers.cancel(id)
    );
  }

  /** Load once more by the dialog; a failure that it mended leaves the list. */
  private async _loadByDialog(failed: Transfer): Promise<void> {
    const { commands, transfers } = this._options;
    const { id, model: name, variable, version } = failed;
    const kernel = failed.kernel.id;
    const args = { name, variable, version, kernel, row: true };
    if (await commands.execute(CommandIds.load, args)) {
      transfers.dismiss(id);
    }
  }

  private readonly _retrying = new Set<string>();
}

/** Namespace of `ModelWork`. */
export namespace ModelWork {
  /** What it works with. */
  export interface IOptions {
    readonly transfers: IModelTransfers;
    readonly commands: CommandRegistry;
    readonly trans: TranslationBundle;
  }
}
