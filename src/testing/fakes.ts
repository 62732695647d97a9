import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { RegistryError } from '../server/error';
import type {
  FormatRow,
  KernelCheck,
  KernelTarget,
  Model,
  ModelHead,
  ModelPage,
  Schemas,
  Transfer,
  TrashEntry,
  Version
} from '../contract/schemas';
import type {
  IBegunTransfer,
  ILoaded,
  ILoadOptions,
  IModelTransfers,
  ISaved,
  ISaveOptions
} from '../transfers/token';
import type {
  IFacetQuery,
  IModelQuery,
  IModelRegistry
} from '../registry/token';
import type { IVariable } from '../kernel/token';
import { checkedChange } from './changes';
import { example } from './contract';
import { FakeModelsServer } from './modelsServer';

/** Id of the kernel of the fake session. */
export const KERNEL = '8d2c3d0e-2b43-4f6e-9b0e-3a5a0f2f7d11';

/** Path of the notebook of the fake session. */
export const NOTEBOOK = 'work/churn.ipynb';

/** The contract's model `churn`, changed. */
export function model(change: Partial<Model> = {}): Model {
  return { ...example<Model>('GET', '/models/{name}'), ...change };
}

/** The head of a model of this name. */
export function head(name: string, change: Partial<ModelHead> = {}): ModelHead {
  const [first] = example<ModelPage>('GET', '/models').items;
  return { ...first, id: idOf(name), name, ...change };
}

/** The contract's transfer: a save that is running; changed. */
export function transfer(change: Partial<Transfer> = {}): Transfer {
  return { ...example<Transfer>('GET', '/transfers/{transfer}'), ...change };
}

/** The contract's entry in the trash, changed. */
export function trashed(change: Partial<TrashEntry> = {}): TrashEntry {
  const { items } = example<{ items: TrashEntry[] }>('GET', '/trash');
  return { ...items[0], ...change };
}

/** A variable that holds a fitted CatBoost classifier. */
export function variable(name: string, id = '1'): IVariable {
  const [format] = example<{ rows: FormatRow[] }>('GET', '/formats').rows;
  const type = 'catboost.core:CatBoostClassifier';
  return { name, type, mro: [type], id, format };
}

/** A variable that cannot be saved. */
export function value(name: string): IVariable {
  const type = 'pyarrow.lib:Table';
  return { name, type, mro: [type, 'builtins:object'], id: '2', format: null };
}

/** What the agent answers about a variable that can be saved. */
export function checked(change: Partial<KernelCheck> = {}): KernelCheck {
  return {
    ok: true,
    variable: 'tumours',
    id: '1',
    class: 'catboost.core.CatBoostClassifier',
    format: 'cbm',
    choices: [
      {
        format: 'cbm',
        encoding: 'catboost-cbm',
        risk: 'parser',
        restores: 'The CatBoostClassifier with its trees',
        lost: [],
        files: ['model.cbm']
      }
    ],
    bytes: 147_000,
    ...change
  };
}

function idOf(name: string): string {
  return [...name]
    .map(letter => letter.codePointAt(0)!.toString(16))
    .join('')
    .padEnd(32, '0')
    .slice(0, 32);
}

/** A registry in memory: answers what the test puts into it. */
export class FakeRegistry implements IModelRegistry {
  readonly server = new FakeModelsServer();
  readonly changed: Signal<IModelRegistry, number> = new Signal<
    IModelRegistry,
    number
  >(this);

  /** Models by name. */
  readonly models = new Map<string, Model>();
  heads: ModelHead[] = [];
  /** What every version holds by value. */
  code: Schemas['Sources'] = { python: '3.11.7', code: [] };
  entries: TrashEntry[] = [];
  revision = 1;
  /** What `facets` answers. */
  values: Schemas['Facets']['facets'] = [];
  /** What `uses` answers. */
  used: Schemas['Use'][] = [];
  /** Questions that `facets` was asked. */
  readonly facetQueries: IFacetQuery[] = [];
  /** Questions that `list` was asked. */
  readonly queries: IModelQuery[] = [];
  /** Calls that change something, as `restore(…)`. */
  readonly calls: string[] = [];
  /** Thrown by the next call that changes something. */
  failure: Error | null = null;

  /** Something changed at the server. */
  change(): void {
    this.revision += 1;
    this.changed.emit(this.revision);
  }

  async list(query: IModelQuery): Promise<ModelPage> {
    this.queries.push(query);
    const { id, q = '', offset = 0, limit = 100 } = query;
    const found = id
      ? [
          ...this.models.values(),
          ...this.heads.filter(({ name }) => !this.models.has(name))
        ].filter(each => id.includes(each.id))
      : this.heads.filter(({ name }) => name.includes(q));
    return {
      items: found.slice(offset, offset + limit),
      total: found.length,
      offset,
      revision: this.revision
    };
  }

  async get(name: string): Promise<Model> {
    const found = this.models.get(name);
    if (!found) {
      throw new RegistryError(
        { code: 'not_found', message: `There is no model named “${name}”.` },
        404
      );
    }
    return found;
  }

  async getVersion(name: string, version: number): Promise<Version> {
    const { items } = await this.get(name);
    return items.find(item => item.version === version)!;
  }

  async update(name: string, change: Schemas['ModelChange']): Promise<Model> {
    this._call(`update(${name}, ${JSON.stringify(change)})`);
    const found = await this.get(name);
    const values = checkedChange(found, change, this.models.values());
    const changed = { ...found, ...values };
    this.models.delete(name);
    this.models.set(changed.name, changed);
    this.heads = this.heads.map(each =>
      each.id === found.id ? { ...each, ...values } : each
    );
    return changed;
  }

  async updateVersion(
    name: string,
    version: number,
    change: Schemas['VersionChange']
  ): Promise<Model> {
    this._call(`updateVersion(${name}, ${version}, ${JSON.stringify(change)})`);
    const found = await this.get(name);
    const items = found.items.map(item =>
      item.version === version
        ? { ...item, ...checkedChange({ ...item, id: found.id }, change) }
        : item
    );
    const changed = { ...found, items };
    this.models.set(name, changed);
    return changed;
  }

  async facets(query: IFacetQuery): Promise<Schemas['Facets']> {
    this.facetQueries.push(query);
    return {
      facets: this.values.filter(
        ({ field }) => (query.field ?? field) === field
      ),
      revision: this.revision
    };
  }

  async uses(): Promise<Schemas['Use'][]> {
    return this.used;
  }

  async delete(name: string, version?: number): Promise<TrashEntry> {
    this._call(`delete(${name}, ${version})`);
    return trashed({ name, version: version ?? null });
  }

  async trash(): Promise<TrashEntry[]> {
    return this.entries;
  }

  async restore(entry: string): Promise<Model> {
    this._call(`restore(${entry})`);
    this.entries = this.entries.filter(({ id }) => id !== entry);
    return model();
  }

  async purge(entry: string): Promise<void> {
    this._call(`purge(${entry})`);
    this.entries = this.entries.filter(({ id }) => id !== entry);
  }

  async emptyTrash(): Promise<void> {
    this._call('emptyTrash()');
    this.entries = [];
  }

  async loadCode(
    name: string,
    version: number,
    options: { variable?: string; trust?: string } = {}
  ): Promise<Schemas['LoadCode']> {
    this._call(`loadCode(${name}, ${version}, ${JSON.stringify(options)})`);
    return { code: `${options.variable} = load()`, note: null };
  }

  async sources(): Promise<Schemas['Sources']> {
    return this.code;
  }

  private _call(call: string): void {
    this.calls.push(call);
    const { failure } = this;
    this.failure = null;
    if (failure) {
      throw failure;
    }
  }
}

/** Transfers that end when the test says so. */
export class FakeTransfers implements IModelTransfers {
  current: Transfer[] = [];
  readonly changed: Signal<IModelTransfers, void> = new Signal<
    IModelTransfers,
    void
  >(this);
  readonly saves: ISaveOptions[] = [];
  readonly loads: ILoadOptions[] = [];
  /** What this page asked for, by the transfer's id. */
  readonly wishes = new Map<string, ISaveOptions | ILoadOptions>();
  readonly calls: string[] = [];
  keepsCell = true;
  answer: KernelCheck | Error = checked();
  target_: KernelTarget = { ok: true, variable: '', taken: null };
  /** The id of the next transfer, or why it cannot begin. */
  begun: Promise<string> = Promise.resolve('a'.repeat(32));
  /** What the next save gives, or the error it ends with. */
  saved: Promise<ISaved> = new Promise(() => undefined);
  loaded: Promise<ILoaded> = new Promise(() => undefined);

  /** The server tells of a transfer. */
  move(moved: Transfer): void {
    this.current = [moved, ...this.current.filter(({ id }) => id !== moved.id)];
    this.changed.emit();
  }

  async check(): Promise<KernelCheck> {
    if (this.answer instanceof Error) {
      throw this.answer;
    }
    return this.answer;
  }

  async target(name: string): Promise<KernelTarget> {
    return { ...this.target_, variable: name };
  }

  async save(options: ISaveOptions): Promise<IBegunTransfer<ISaved>> {
    this.saves.push(options);
    return { id: await this.begun, done: this.saved };
  }

  async load(options: ILoadOptions): Promise<IBegunTransfer<ILoaded>> {
    this.loads.push(options);
    return { id: await this.begun, done: this.loaded };
  }

  async cancel(id: string): Promise<void> {
    this.calls.push(`cancel(${id})`);
  }

  optionsOf(id: string): ISaveOptions | ILoadOptions | null {
    return this.wishes.get(id) ?? null;
  }

  async retry(id: string): Promise<IBegunTransfer<ISaved | ILoaded>> {
    this.calls.push(`retry(${id})`);
    return this.save({ variable: '', name: '' });
  }

  dismiss(id: string): void {
    this.calls.push(`dismiss(${id})`);
    this.current = this.current.filter(each => each.id !== id);
    this.changed.emit();
  }
}

/** Commands that only write down how they were called. */
export function fakeCommands(...ids: string[]): {
  commands: CommandRegistry;
  executed: [string, object][];
} {
  const commands = new CommandRegistry();
  const executed: [string, object][] = [];
  for (const id of ids) {
    commands.addCommand(id, {
      describedBy: { args: {} },
      execute: args => {
        executed.push([id, args]);
      }
    });
  }
  return { commands, executed };
}
