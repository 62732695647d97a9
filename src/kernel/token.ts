import type { Kernel } from '@jupyterlab/services';
import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type { FormatRow, Schemas } from '../contract/schemas';
import type { FormatTable } from './formats';

/** Which types can be saved, and how libraries are shown. */
export interface IFormats {
  /** The table as it was fetched last; an empty one before. */
  readonly table: FormatTable;
  /** Fetch it, once while the server runs. Rejects with `RegistryError`. */
  load(): Promise<FormatTable>;
}

/** The token of the formats. */
export const IFormats = new Token<IFormats>(
  'jupyterlab-models:IFormats',
  'The table of types and formats, with the names and marks of libraries.'
);

/** The source of the kernel's half. */
export interface IKernelSource {
  /** Fetch it, once while the server runs. Rejects with `RegistryError`. */
  load(): Promise<Schemas['KernelSource']>;
}

/** The token of the source of the kernel's half. */
export const IKernelSource = new Token<IKernelSource>(
  'jupyterlab-models:IKernelSource',
  'The Python source that is sent into kernels.'
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
