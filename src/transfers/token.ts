import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type {
  KernelCheck,
  KernelTarget,
  LoadPart,
  Transfer,
  Version
} from '../contract/schemas';

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
