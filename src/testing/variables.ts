import type { Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import type {
  IKernelChoice,
  IKernelVariables,
  IVariable,
  VariablesStatus
} from '../kernel/token';
import { KERNEL, NOTEBOOK } from './fakes';

/** Variables that the test puts in. */
export class FakeVariables implements IKernelVariables {
  status: VariablesStatus = 'ready';
  detail = '';
  variables: IVariable[] = [];
  path: string | null = NOTEBOOK;
  kernel: Kernel.IKernelConnection | null = {
    id: KERNEL
  } as Kernel.IKernelConnection;
  kernelName = 'Python 3';
  choices: IKernelChoice[] = [];
  pinned: string | null = null;
  readonly changed: Signal<IKernelVariables, void> = new Signal<
    IKernelVariables,
    void
  >(this);
  isActive = false;

  pin(kernel: string | null): void {
    this.pinned = kernel;
    this.changed.emit();
  }

  async refresh(): Promise<void> {
    this.changed.emit();
  }

  /** Show these from now on. */
  show(...variables: IVariable[]): void {
    this.variables = variables;
    this.changed.emit();
  }
}
