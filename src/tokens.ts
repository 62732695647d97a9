import type { ISignal } from '@lumino/signaling';
import { Token } from '@lumino/coreutils';
import type { Widget } from '@lumino/widgets';
import type { Kernel } from '@jupyterlab/services';
import type { components } from './contract/generated';

/** The schemas of the contract, by name. */
export type Schemas = components['schemas'];

export type Health = Schemas['Health'];
export type FormatRow = Schemas['FormatRow'];
export type Model = Schemas['Model'];
export type ModelHead = Schemas['ModelHead'];
export type ModelPage = Schemas['ModelPage'];
export type Version = Schemas['Version'];
export type VersionHead = Schemas['VersionHead'];
export type Transfer = Schemas['Transfer'];
export type TrashEntry = Schemas['TrashEntry'];
export type KernelCheck = Schemas['KernelCheck'];
export type KernelTarget = Schemas['KernelTarget'];
export type KernelReport = Schemas['KernelReport'];
export type KernelListing = Schemas['KernelListing'];
export type Risk = Schemas['Risk'];

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

/** What the user may do, from the server's `/api/me`. */
export interface IPermissions {
  readonly read: boolean;
  readonly write: boolean;
}

/** Whether the server part is there and of our version. */
export interface IServerState {
  readonly status: 'unknown' | 'ready' | 'missing' | 'mismatch' | 'unreachable';
  /** What to tell the user when it is not ready, with what to do. */
  readonly message: string;
  readonly health: Health | null;
}

/**
 * The registry of models behind the REST API: methods are calls, signals are its events. Keeps no state of views.
 *
 * Methods reject with `RegistryError`, whose message a user understands.
 */
export interface IModelRegistry {
  /** Where the server part stands; changes by itself. */
  readonly server: IServerState;
  readonly serverChanged: ISignal<IModelRegistry, IServerState>;
  readonly permissions: IPermissions;
  /** Something changed; the argument is the new revision. Refetch what you show. */
  readonly changed: ISignal<IModelRegistry, number>;
  /** A transfer came, moved or ended. */
  readonly transferChanged: ISignal<IModelRegistry, Transfer>;

  /** Resolves when the first handshake has ended, well or not. */
  readonly ready: Promise<void>;
  /** Ask the server again: handshake, permissions, revision. */
  refresh(): Promise<void>;

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

  formats(): Promise<FormatRow[]>;
  kernelSource(): Promise<Schemas['KernelSource']>;

  beginTransfer(
    request: Schemas['TransferRequest']
  ): Promise<Schemas['TransferBegun']>;
  transfers(): Promise<Transfer[]>;
  transfer(id: string): Promise<Transfer>;
  failTransfer(id: string, error: Schemas['KernelError']): Promise<Transfer>;
  cancelTransfer(id: string): Promise<Transfer>;
}

/** The token of the registry. */
export const IModelRegistry = new Token<IModelRegistry>(
  'jupyterlab-models:IModelRegistry',
  'The registry of models: list, inspect, delete, restore, begin transfers, follow events.'
);

/** One variable of the current kernel. */
export interface IVariable {
  readonly name: string;
  /** `module:qualname` of its class. */
  readonly type: string;
  /** Names along the MRO, as in the schema `KernelListing`. */
  readonly mro: readonly string[];
  /** Identity of the object, to notice that the name was bound anew. */
  readonly id: string;
  /** The row of the table of formats that fits, or null. */
  readonly format: FormatRow | null;
  /**
   * Of a local variable at a breakpoint, the debugger's frame that it belongs to. The debugger tells no more of a type
   * than the class's own name; `type` is then `:name`, unless the class is known otherwise.
   */
  readonly frame?: number;
}

/** A kernel whose variables can be shown. */
export interface IKernelChoice {
  readonly id: string;
  /** Name of its kind. */
  readonly kernel: string;
  /** Names of the notebooks and consoles that use it. */
  readonly documents: readonly string[];
}

/** What can be said of the variables; unless it is `ready`, those that are shown are the last that were known. */
export type VariablesStatus =
  | 'no-kernel'
  | 'starting'
  | 'unsupported'
  | 'waiting'
  | 'paused'
  | 'disconnected'
  | 'dead'
  | 'error'
  | 'ready';

/** The variables of the kernel that the user works with, or has pinned. */
export interface IKernelVariables {
  readonly status: VariablesStatus;
  /** With `unsupported` the kernel's language, with `error` what happened, with `paused` where, if known; else ''. */
  readonly detail: string;
  readonly variables: readonly IVariable[];
  /** The kernel the variables belong to, or null. */
  readonly kernel: Kernel.IKernelConnection | null;
  /** Its name for people, or ''. */
  readonly kernelName: string;
  /** Path of the notebook that the kernel belongs to, or null. */
  readonly path: string | null;
  /** All kernels that can be pinned. */
  readonly choices: readonly IKernelChoice[];
  /** Id of the kernel that stays whatever document is in focus, or null. */
  readonly pinned: string | null;
  /** Stay at this kernel; with null, follow the focus again. */
  pin(kernel: string | null): void;
  readonly changed: ISignal<IKernelVariables, void>;
  /** Nothing is sent to kernels while false, beyond putting in the probe. */
  isActive: boolean;
  refresh(): Promise<void>;
}

/** The token of the variables. */
export const IKernelVariables = new Token<IKernelVariables>(
  'jupyterlab-models:IKernelVariables',
  'The variables of the current kernel with their formats.'
);

/** What a save needs; the rest is found out. */
export interface ISaveOptions {
  variable: string;
  name: string;
  description?: string;
  tags?: string[];
  /** An encoding of `KernelCheck.choices`; default the preferred one. */
  encoding?: string;
  /** Refused when the variable has another one. */
  format?: string;
  /** Predicted size, when it was checked. */
  bytes?: number;
  /** Kernel id; default the current kernel. */
  kernel?: string;
  /** Identity from the listing. With it, a name that was bound anew is refused with `rebound`. */
  id?: string;
  /** The debugger's frame of a local variable; it is saved when the cell has ended. */
  frame?: number;
  /** Whether the source of the cell that made it is kept; default what the settings say. */
  keepCell?: boolean;
  /** Whether a failure leaves the list at once: the caller handles the rejection. */
  quiet?: boolean;
}

/** What of a version can be loaded without the rest. */
export type LoadPart = Schemas['Part'];

/** What a load needs. */
export interface ILoadOptions {
  name: string;
  variable: string;
  /** Default the latest. */
  version?: number;
  overwrite?: boolean;
  /** Digest of the version the user agreed to run code of. */
  trust?: string;
  /** Default the whole. */
  part?: LoadPart;
  kernel?: string;
  /** Whether a failure leaves the list at once: the caller handles the rejection. */
  quiet?: boolean;
}

/** Result of a save. */
export interface ISaved {
  name: string;
  version: number;
  format: string;
  bytes: number;
  sha256: string;
}

/** Result of a load. */
export interface ILoaded {
  name: string;
  version: number;
  variable: string;
  type: string;
}

/** A transfer that the server has created. */
export interface IBegunTransfer<T> {
  readonly id: string;
  /** Its result when it has ended well; else rejects. */
  readonly done: Promise<T>;
}

/**
 * Saves and loads as a whole: agent on one side, registry on the other.
 *
 * Methods reject with `RegistryError` or `KernelError`.
 */
export interface IModelTransfers {
  /** Those under way and those that just ended, of all tabs; newest first. */
  readonly current: readonly Transfer[];
  readonly changed: ISignal<IModelTransfers, void>;
  /** Whether saves keep the source of the cell that made the variable, unless they are told. */
  readonly keepsCell: boolean;
  /** What a save of this variable would give. */
  check(variable: string, kernel?: string): Promise<KernelCheck>;
  /** Whether a version can be loaded under this name. */
  target(
    variable: string,
    version: Version,
    kernel?: string
  ): Promise<KernelTarget>;
  /** Begin a save; rejects when it could not begin. */
  save(options: ISaveOptions): Promise<IBegunTransfer<ISaved>>;
  /** Begin a load; rejects when it could not begin. */
  load(options: ILoadOptions): Promise<IBegunTransfer<ILoaded>>;
  cancel(id: string): Promise<void>;
  /** The options of a transfer on the list that this page began; null for others. */
  optionsOf(id: string): ISaveOptions | ILoadOptions | null;
  /** Begin a failed transfer again, with the same options; rejects where these are not known. */
  retry(id: string): Promise<IBegunTransfer<ISaved | ILoaded>>;
  /** Take an ended transfer off the list. */
  dismiss(id: string): void;
}

/** The token of the transfers. */
export const IModelTransfers = new Token<IModelTransfers>(
  'jupyterlab-models:IModelTransfers',
  'Saves of variables as models and loads of models into variables.'
);

/** The side panel, to which other extensions can add sections. */
export interface IModelsPanel {
  /** Add a section; its `title.label` is the heading. It leaves when it is disposed. */
  addSection(section: Widget, rank?: number): void;
}

/** The token of the panel. */
export const IModelsPanel = new Token<IModelsPanel>(
  'jupyterlab-models:IModelsPanel',
  'The Models panel in the right sidebar; other extensions add sections to it.'
);
