import type { IDebugger } from '@jupyterlab/debugger';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { withTimeout } from '../../timing/withTimeout';
import { KernelError } from '../error';
import { isIdentifier } from '../pythonNames';

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
  /** Of the code of a file itself, the file's. */
  readonly name: string;
  /** Those of a function or of another file; in the code of a cell itself they are the global ones. */
  readonly locals: readonly IShown[];
  /** Null when they are those of another module than the user's. */
  readonly globals: readonly IShown[] | null;
}

/** What the debugger shows, as plugins share it. */
export type IBreakpoint = Breakpoint;

/** Token by which the list of variables and the saves share it; there is none without JupyterLab's debugger. */
export const IBreakpoint = new Token<IBreakpoint>(
  'jupyterlab-models:IBreakpoint',
  'What JupyterLab’s debugger shows of a kernel that it holds at a breakpoint.'
);

/** What JupyterLab's debugger shows of a kernel that it holds at a breakpoint. Asks the kernel for nothing. */
export class Breakpoint implements IDisposable {
  constructor(
    private readonly _debug: IDebugger,
    private readonly _trans: TranslationBundle
  ) {
    this._shown = this._selected;
    _debug.model.variables.changed.connect(this._onVariables, this);
    _debug.model.callstack.currentFrameChanged.connect(this._tell, this);
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
    const { callstack, variables } = this._debug.model;
    variables.changed.disconnect(this._onVariables, this);
    callstack.currentFrameChanged.disconnect(this._tell, this);
    this._debug.sessionChanged.disconnect(this._tell, this);
    Signal.clearData(this);
  }

  /**
   * The frame that is selected; null when the debugger does not hold this kernel, or still shows the variables of
   * another frame or kernel.
   */
  frameOf(kernel: string): IFrame | null {
    const { frame } = this._debug.model.callstack;
    const locals = this._scope('Locals');
    if (
      this._kernel?.id !== kernel ||
      this._shown.kernel !== kernel ||
      this._shown.frame !== frame?.id ||
      !this._debug.hasStoppedThreads() ||
      !frame ||
      !locals
    ) {
      return null;
    }
    const { id, name, source } = frame;
    if (isCellItself(this._debug)) {
      return { id, name, locals: [], globals: locals };
    }
    if (isInCell(this._debug)) {
      return { id, name, locals, globals: this._scope('Globals') };
    }
    const file = isTopLevel(name) && source?.path?.split(/[\\/]/).pop();
    return { id, name: file || name, locals, globals: null };
  }

  /** What was shown of this kernel counts no more: it is another process. */
  forget(kernel: string): void {
    if (this._shown.kernel === kernel) {
      this._shown = {};
    }
  }

  /** Bind a local variable to a global name. Rejects with `KernelError`. */
  async copyToGlobals(
    kernel: string,
    frame: number,
    variable: string,
    name: string
  ): Promise<void> {
    const trans = this._trans;
    const { session, model } = this._debug;
    if (!session || this.frameOf(kernel)?.id !== frame) {
      throw movedOn(variable, trans);
    }
    if (!model.supportCopyToGlobals) {
      throw new KernelError({
        code: 'not_copied',
        message: trans.__(
          'The debugger of this kernel cannot copy local variables.'
        ),
        hint: trans.__(
          'Have the function return it, and save it when the cell has ended.'
        )
      });
    }
    const answer = session.sendRequest('copyToGlobals', {
      srcVariableName: variable,
      dstVariableName: name,
      srcFrameId: frame
    });
    const problem = await this._problem(answer);
    if (problem !== null) {
      throw new KernelError({
        code: 'not_copied',
        message: trans.__(
          'The debugger could not copy %1: %2',
          variable,
          problem
        ),
        hint: trans.__('Stop at the breakpoint again and save it from there.')
      });
    }
  }

  /** What is wrong with the debugger's answer; null when nothing is. */
  private async _problem(
    answer: Promise<{ success: boolean; message?: string }>
  ): Promise<string | null> {
    const trans = this._trans;
    try {
      const reply = await withTimeout(answer, DEADLINE);
      if (reply === null) {
        return trans.__('it has not answered for %1 s.', DEADLINE / 1000);
      }
      return reply.success === true
        ? null
        : reply.message || trans.__('it gave no reason.');
    } catch (reason) {
      return (reason as Error).message;
    }
  }

  private get _kernel() {
    return this._debug.session?.connection?.kernel;
  }

  private get _selected(): IShownOf {
    return {
      kernel: this._kernel?.id,
      frame: this._debug.model.callstack.frame?.id
    };
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

  private _onVariables(): void {
    this._shown = this._selected;
    this._tell();
  }

  private _tell(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
  /** What the lists are of: the debugger turns to another kernel or frame before they do. */
  private _shown: IShownOf;
}

/** Whose variables are listed, by ids. */
interface IShownOf {
  readonly kernel?: string;
  readonly frame?: number;
}

/** Why a local variable can no longer be saved. */
export function movedOn(
  variable: string,
  trans: TranslationBundle
): KernelError {
  return new KernelError({
    code: 'not_paused',
    message: trans.__(
      'The debugger has moved on from where %1 was listed.',
      variable
    ),
    hint: trans.__('Stop at the breakpoint again and save it from there.')
  });
}

/** Whether the frame that is selected is the code of a cell itself, where local variables are the global ones. */
export function isCellItself(debug: IDebugger): boolean {
  return isTopLevel(debug.model.callstack.frame?.name ?? '') && isInCell(debug);
}

/** Whether the code of the frame that is selected stands in a cell. */
function isInCell({ session, config, model }: IDebugger): boolean {
  const kernel = session?.connection?.kernel?.name ?? '';
  const prefix = config.getTmpFileParams(kernel)?.prefix;
  const path = model.callstack.frame?.source?.path;
  return !!prefix && path?.startsWith(prefix) === true;
}

/** Whether a frame is the code of a cell or of a file itself. */
export function isTopLevel(frame: string): boolean {
  return frame === '<module>' || frame.startsWith('<cell line');
}

/** The debugger also lists groups, such as “special variables”; names with an underscore are hidden as elsewhere. */
function isName(name: string): boolean {
  return isIdentifier(name) && !name.startsWith('_');
}
