import { Token } from '@lumino/coreutils';
import { type ISignal, Signal } from '@lumino/signaling';
import type {
  IBegunTransfer,
  IModelTransfers,
  ISaved,
  ISaveOptions
} from './token';
import type { IKernelVariables, IVariable } from '../kernel/token';
import type { IModelRegistry } from '../registry/token';
import type { ModelHead, Transfer } from '../contract/schemas';
import { LatestAnswer } from '../timing/latestAnswer';
import { type IProblem, toProblem } from '../ui/errors';
import { type ISaveTarget, saveTargets } from './saveTargets';

/** Which variables were saved before, and as what; saves them again. */
export type ISaveHistory = SaveHistory;

/** Token by which the panel and the menus of editors share it. */
export const ISaveHistory = new Token<ISaveHistory>(
  'jupyterlab-models:ISaveHistory',
  'Saves of variables, without asking, into the models they were saved as before.'
);

/** A save that ended well. */
interface ILastSave {
  readonly save: Transfer;
  /** Its options; null when another page began it. */
  readonly options: ISaveOptions | null;
}

/** How many models of one notebook are looked at. */
const TARGETS = 500;

/** Knows as what the current kernel's variables were saved before, and saves them there again without asking. */
export class SaveHistory {
  constructor(private readonly _options: SaveHistory.IOptions) {
    const { variables, registry, transfers } = _options;
    variables.changed.connect(this._onVariables, this);
    transfers.changed.connect(this._rebuild, this);
    registry.changed.connect(this._onRegistry, this);
    registry.server.stateChanged.connect(this._onRegistry, this);
    this._onVariables();
  }

  /** Something of what is below changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Saves from the current kernel, newest first. */
  get saves(): readonly Transfer[] {
    return this._saves;
  }

  /** The model that a variable was saved as before, or null. */
  targetOf(variable: string): ISaveTarget | null {
    return this._targets.get(variable) ?? null;
  }

  /** Whether a save of a variable was asked for that the kernel has not taken up yet. */
  isWaiting(variable: string): boolean {
    return this._waiting.has(variable);
  }

  /** Why the last save of a variable failed, whether it had begun or not. */
  problemOf(variable: string): IProblem | null {
    const error = this.failedOf(variable)?.error;
    return this._problems.get(variable) ?? (error ? toProblem(error) : null);
  }

  /** Save one more version, as the last one was. Null when it was not saved; `problemOf` says why. */
  async resave(variable: IVariable): Promise<ISaved | null> {
    const { name, id, frame } = variable;
    const target = this.targetOf(name);
    if (!target || this.isWaiting(name)) {
      return null;
    }
    this.dismiss(name);
    return this._run(name, () =>
      this._options.transfers.save({
        variable: name,
        name: target.name,
        id,
        ...this._choices(variable, target),
        ...(frame !== undefined && { frame })
      })
    );
  }

  /** The last save of a variable, when it failed. */
  failedOf(variable: string): Transfer | null {
    const last = this._saves.find(save => save.variable === variable);
    return last?.state === 'failed' ? last : null;
  }

  /** Begin a failed save again, with the same options. */
  async retry({ id, variable }: Transfer): Promise<void> {
    await this._run(variable, () => this._options.transfers.retry(id));
  }

  private async _run<T>(
    name: string,
    begin: () => Promise<IBegunTransfer<T>>
  ): Promise<T | null> {
    if (this.isWaiting(name)) {
      return null;
    }
    const kernel = this._kernel;
    let begun: IBegunTransfer<T> | null = null;
    this._problems.delete(name);
    this._waiting.add(name);
    this._changed.emit();
    try {
      begun = await begin();
      return await begun.done;
    } catch (reason) {
      // Once a transfer has begun, it tells itself how it ended.
      if (kernel === this._kernel && !begun) {
        this._problems.set(name, toProblem(reason));
      }
      return null;
    } finally {
      this._waiting.delete(name);
      this._changed.emit();
    }
  }

  /** Forget why a variable could not be saved. */
  dismiss(variable: string): void {
    this._problems.delete(variable);
    for (const save of this._saves) {
      if (save.variable === variable && save.state === 'failed') {
        this._options.transfers.dismiss(save.id);
      }
    }
    this._changed.emit();
  }

  private _onVariables(): void {
    const { path } = this._options.variables;
    const kernel = this._options.variables.kernel?.id ?? null;
    if (path !== this._path || kernel !== this._kernel) {
      this._path = path;
      this._kernel = kernel;
      this._problems.clear();
      this._waiting.clear();
      this._heads = [];
      this._fetched = false;
      this._latest.renew();
      this._rebuild();
    }
    if (!this._fetched) {
      void this._fetch();
    }
  }

  private _onRegistry(): void {
    void this._fetch();
  }

  /** Ask which models were saved from this notebook; a late answer about another one is dropped. */
  private async _fetch(): Promise<void> {
    const { registry, variables } = this._options;
    if (
      variables.variables.length === 0 ||
      registry.server.state.status !== 'ready'
    ) {
      return;
    }
    this._fetched = true;
    const done = [...this._doneHere.values()].map(({ save }) => save);
    const path = this._path;
    await this._latest.ask(
      async () => {
        const heads =
          path === null
            ? []
            : (await registry.list({ notebook: [path], limit: TARGETS })).items;
        return { heads, gone: await this._goneOf(done, heads) };
      },
      {
        answer: ({ heads, gone }) => {
          this._heads = heads;
          gone.forEach(({ variable }) => this._doneHere.delete(variable));
          this._rebuild();
        },
        failure: reason => {
          // Without the answer a save goes through the dialog, which tells of the trouble itself.
          console.warn(
            'The models of this notebook could not be listed',
            reason
          );
        }
      }
    );
  }

  /** Those saves whose model has been deleted since. */
  private async _goneOf(
    done: readonly Transfer[],
    heads: readonly ModelHead[]
  ): Promise<Transfer[]> {
    const { registry } = this._options;
    const there = new Set(heads.map(({ name }) => name));
    const gone: Transfer[] = [];
    for (const save of done.filter(({ model }) => !there.has(model))) {
      try {
        await registry.get(save.model);
      } catch (reason) {
        if (toProblem(reason).code !== 'not_found') {
          throw reason;
        }
        gone.push(save);
      }
    }
    return gone;
  }

  private _rebuild(): void {
    const known = new Set(this._saves.map(({ id }) => id));
    const saves = this._options.transfers.current.filter(
      ({ kind }) => kind === 'save'
    );
    this._saves = saves.filter(({ kernel }) => kernel.id === this._kernel);
    for (const { id, variable } of this._saves) {
      if (!known.has(id)) {
        this._problems.delete(variable);
      }
    }
    this._keepDone(saves);
    const done = [...this._doneHere.values()].map(({ save }) => save);
    this._targets = saveTargets(this._path, this._kernel, this._heads, done);
    this._changed.emit();
  }

  /** What was chosen at the last save of a variable into this model; of another class than then, no encoding. */
  private _choices(
    { name, type }: IVariable,
    target: ISaveTarget
  ): Partial<ISaveOptions> {
    const { save, options } = this._doneHere.get(name) ?? {};
    if (!options || save?.model !== target.name) {
      return {};
    }
    const { encoding, format, keepCell } = options;
    const isSame = isOfClass(type, save.result?.class ?? '');
    return { ...(isSame && { encoding, format }), keepCell };
  }

  /** Transfers leave the list soon after they end; what was saved from a kernel is known as long as this page is. */
  private _keepDone(saves: readonly Transfer[]): void {
    const { transfers } = this._options;
    for (const save of saves.filter(({ state }) => state === 'done')) {
      const { id, kernel, variable, updated } = save;
      const done = this._done.get(kernel.id) ?? new Map<string, ILastSave>();
      const last = done.get(variable)?.save;
      if (!last || last.updated < updated) {
        const options = transfers.optionsOf(id) as ISaveOptions | null;
        this._done.set(kernel.id, done.set(variable, { save, options }));
      }
    }
  }

  /** The last save of each variable of the current kernel that ended well. */
  private get _doneHere(): Map<string, ILastSave> {
    return this._done.get(this._kernel ?? '') ?? new Map();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _problems = new Map<string, IProblem>();
  private readonly _waiting = new Set<string>();
  private _path: string | null = null;
  private _kernel: string | null = null;
  private _heads: readonly ModelHead[] = [];
  private _saves: readonly Transfer[] = [];
  /** By kernel and variable. */
  private readonly _done = new Map<string, Map<string, ILastSave>>();
  private _targets: ReadonlyMap<string, ISaveTarget> = new Map();
  private _fetched = false;
  private readonly _latest = new LatestAnswer();
}

/** Whether a type of the list is this class; at a breakpoint it may name the library alone, or not even that. */
function isOfClass(type: string, name: string): boolean {
  const [theirs, ours] = [name, type].map(each => each.split(/[.:]/));
  return (
    ours[ours.length - 1] === theirs[theirs.length - 1] &&
    ['', theirs[0]].includes(ours[0])
  );
}

/** Namespace of `SaveHistory`. */
export namespace SaveHistory {
  /** What it works with. */
  export interface IOptions {
    readonly variables: IKernelVariables;
    readonly registry: IModelRegistry;
    readonly transfers: IModelTransfers;
  }
}
