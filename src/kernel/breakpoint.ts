import type { IDebugger } from '@jupyterlab/debugger';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { KernelError } from './error';

/** How long (ms) the debugger may take to copy a variable. */
const DEADLINE = 10_000;

/** A variable as the debugger lists it. */
export interface IShown {
  readonly name: string;
  /** Its class's own name, without the module. */
  readonly type: string;
}

/** The function in which the debugger holds a kernel. */
export interface IFrame {
  readonly id: number;
  readonly name: string;
  /** Those of a function; in the code of a cell itself they are the global ones. */
  readonly locals: readonly IShown[];
  /** Null when they are those of another module than the user's. */
  readonly globals: readonly IShown[] | null;
}

/** What JupyterLab's debugger shows of a kernel that it holds at a breakpoint. Asks the kernel for nothing. */
export class Breakpoint implements IDisposable {
  constructor(
    private readonly _debug: IDebugger,
    private readonly _trans: TranslationBundle
  ) {
    _debug.model.variables.changed.connect(this._tell, this);
    _debug.sessionChanged.connect(this._tell, this);
  }

  /** It shows something else. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._debug.model.variables.changed.disconnect(this._tell, this);
    this._debug.sessionChanged.disconnect(this._tell, this);
    Signal.clearData(this);
  }

  /** The frame that is selected; null when the debugger does not hold this kernel, or shows another one. */
  frameOf(kernel: string): IFrame | null {
    const { session, model } = this._debug;
    const { frame } = model.callstack;
    const locals = this._scope('Locals');
    if (
      session?.connection?.kernel?.id !== kernel ||
      !this._debug.hasStoppedThreads() ||
      !frame ||
      !locals
    ) {
      return null;
    }
    const { id, name } = frame;
    if (isTopLevel(name)) {
      return { id, name, locals: [], globals: locals };
    }
    const prefix = this._debug.config.getTmpFileParams(
      session.connection.kernel.name
    )?.prefix;
    const isCell = !!prefix && frame.source?.path?.startsWith(prefix) === true;
    return {
      id,
      name,
      locals,
      globals: isCell ? this._scope('Globals') : null
    };
  }

  /** Bind a local variable to a global name. Rejects with `KernelError`. */
  async copyToGlobals(
    kernel: string,
    frame: number,
    variable: string,
    name: string
  ): Promise<void> {
    const { session } = this._debug;
    if (!session || this.frameOf(kernel)?.id !== frame) {
      throw this._failure(variable, '');
    }
    const late = new Promise<null>(resolve =>
      window.setTimeout(() => resolve(null), DEADLINE)
    );
    const reply = await Promise.race([
      session.sendRequest('copyToGlobals', {
        srcVariableName: variable,
        dstVariableName: name,
        srcFrameId: frame
      }),
      late
    ]);
    if (reply?.success !== true) {
      throw this._failure(variable, reply?.message ?? '');
    }
  }

  private _failure(variable: string, message: string): KernelError {
    const trans = this._trans;
    return new KernelError({
      code: 'not_paused',
      message: message
        ? trans.__('The debugger could not copy %1: %2', variable, message)
        : trans.__(
            'The debugger has moved on from where %1 was listed.',
            variable
          ),
      hint: trans.__('Stop at the breakpoint again and save it from there.')
    });
  }

  private _scope(name: string): IShown[] | null {
    const { scopes } = this._debug.model.variables;
    const scope = scopes.find(each => each.name === name);
    return scope
      ? scope.variables
          .filter(each => isName(each.name))
          .map(({ name, type = '' }) => ({ name, type }))
      : null;
  }

  private _tell(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
}

/** Whether a frame is the code of a cell itself, where local variables are the global ones. */
export function isTopLevel(frame: string): boolean {
  return frame === '<module>' || frame.startsWith('<cell line');
}

/** The debugger also lists groups, such as “special variables”; names with an underscore are hidden as elsewhere. */
function isName(name: string): boolean {
  return /^(?!_)[\p{ID_Start}][\p{ID_Continue}]*$/u.test(name);
}
