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

/** What models are chosen by. Values of one field are alternatives, except tags: a model has to have all of them. */
export interface IModelFilter {
  /** Sought in names, tags and descriptions, without regard to case. */
  q?: string;
  type?: Schemas['ModelType'][];
  state?: Schemas['VersionState'][];
  /** Names of libraries. */
  family?: string[];
  /** User names. */
  author?: string[];
  tag?: string[];
  /** Paths of notebooks that a version was saved from. */
  notebook?: string[];
}

/** What the values of fields are asked by. */
export interface IFacetQuery extends IModelFilter {
  /** Only this field. */
  field?: Schemas['FacetField'];
  /** Only values with this text in them. */
  value?: string;
  /** How many values of a field, those of most models first. */
  limit?: number;
}

/** One page of the list of models. */
export interface IModelQuery extends IModelFilter {
  /** Only models with one of these ids. */
  id?: string[];
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
  /** Change the note or the tags of a version. */
  updateVersion(
    name: string,
    version: number,
    change: Schemas['VersionChange']
  ): Promise<Model>;
  /** The values of these fields among the models of a filter, with counts. */
  facets(query: IFacetQuery, signal?: AbortSignal): Promise<Schemas['Facets']>;
  /** What uses models at present. */
  uses(): Promise<Schemas['Use'][]>;
  /** Null for a model without a version: it is gone. */
  delete(name: string, version?: number): Promise<TrashEntry | null>;
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
