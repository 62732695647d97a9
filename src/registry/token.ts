import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type {
  Model,
  ModelPage,
  Schemas,
  TrashEntry,
  Version
} from '../contract/schemas';
import type { IModelsServer } from '../server/token';

/** One page of the list of models. */
export interface IModelQuery {
  /** Sought in names, tags and descriptions, without regard to case. */
  q?: string;
  /** Only models with a version saved from this notebook (its path). */
  notebook?: string;
  sort?: Schemas['SortKey'];
  order?: 'asc' | 'desc';
  offset?: number;
  limit?: number;
}

/**
 * The registry of models behind the REST API. Keeps no state of views.
 *
 * Methods reject with `RegistryError`, whose message a user understands.
 */
export interface IModelRegistry {
  /** The server part that keeps the models. */
  readonly server: IModelsServer;
  /** Something changed; the argument is the new revision. Refetch what you show. */
  readonly changed: ISignal<IModelRegistry, number>;

  list(query: IModelQuery, signal?: AbortSignal): Promise<ModelPage>;
  get(name: string): Promise<Model>;
  getVersion(name: string, version: number): Promise<Version>;
  update(name: string, change: Schemas['ModelChange']): Promise<Model>;
  delete(name: string, version?: number): Promise<TrashEntry>;
  trash(): Promise<TrashEntry[]>;
  restore(entry: string): Promise<Model>;
  purge(entry: string): Promise<void>;
  emptyTrash(): Promise<void>;
  loadCode(
    name: string,
    version: number,
    options?: { variable?: string; trust?: string }
  ): Promise<Schemas['LoadCode']>;
  /** The text of the code that a version holds by value. */
  sources(name: string, version: number): Promise<Schemas['Sources']>;
}

/** The token of the registry. */
export const IModelRegistry = new Token<IModelRegistry>(
  'jupyterlab-models:IModelRegistry',
  'The registry of models: list, inspect, change, delete, restore.'
);
