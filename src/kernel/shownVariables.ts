import type { IVariable, VariablesStatus } from './token';
import { sameVariables } from './withFormats';

/** What is shown of the current kernel, and the last listing of each kernel that was current. */
export class ShownVariables {
  constructor(private readonly _tell: () => void) {}

  get status(): VariablesStatus {
    return this._status;
  }

  get detail(): string {
    return this._detail;
  }

  get variables(): readonly IVariable[] {
    return this._variables;
  }

  /** The last listing of the current kernel. */
  get listed(): readonly IVariable[] {
    return this._listed.get(this._kernel ?? '') ?? [];
  }

  /** Another kernel is current. False when it is the same. */
  turnTo(kernel: string | null): boolean {
    if (kernel === this._kernel) {
      return false;
    }
    this._kernel = kernel;
    const isKnown = kernel !== null && this._listed.has(kernel);
    this.set(isKnown ? 'ready' : 'starting', '', this.listed);
    return true;
  }

  /** Without a list, the last one stays. */
  set(
    status: VariablesStatus,
    detail: string,
    list: readonly IVariable[] = this._variables
  ): void {
    const isListing = !list.some(({ frame }) => frame !== undefined);
    if (this._kernel !== null && isListing) {
      this._listed.set(this._kernel, list);
    }
    if (
      status !== this._status ||
      detail !== this._detail ||
      !sameVariables(list, this._variables)
    ) {
      this._status = status;
      this._detail = detail;
      this._variables = list;
      this._tell();
    }
  }

  /** Forget the kernels that are not among these. */
  keep(kernels: ReadonlySet<string>): void {
    for (const id of [...this._listed.keys()]) {
      if (!kernels.has(id)) {
        this._listed.delete(id);
      }
    }
  }

  private readonly _listed = new Map<string, readonly IVariable[]>();
  private _kernel: string | null = null;
  private _status: VariablesStatus = 'no-kernel';
  private _detail = '';
  private _variables: readonly IVariable[] = [];
}
