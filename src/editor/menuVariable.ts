import type { IDebugger } from '@jupyterlab/debugger';
import type { Widget } from '@lumino/widgets';
import type { IKernelVariables, IVariable } from '../kernel/token';
import { debuggedList, debuggedName } from './debuggerVariables';
import type { IDocuments } from './insertionPoints';
import { variableUnder } from './variableUnder';

/**
 * The variable that the mouse points at, in an editor or among the debugger's variables, when a context menu opens.
 *
 * It is looked up once a menu, because menus ask again and again while the mouse moves over them.
 */
export class MenuVariable {
  constructor(private readonly _options: MenuVariable.IOptions) {
    document.addEventListener('contextmenu', this, true);
  }

  /** The variable as it was last listed, or null when the menu is about something else. */
  get current(): IVariable | null {
    const { variables, debug } = this._options;
    const list = this._list;
    const name = list ? debuggedName(debug) : this._name;
    const found = variables.variables.find(each => each.name === name);
    const isThere =
      found && (!list || (found.frame === undefined) === (list === 'global'));
    return isThere ? found : null;
  }

  dispose(): void {
    document.removeEventListener('contextmenu', this, true);
  }

  handleEvent(event: Event): void {
    const { target, clientX, clientY } = event as MouseEvent;
    const { variables, documents, debug } = this._options;
    const kernel = variables.kernel?.id;
    this._name = null;
    this._list = null;
    if (!(target instanceof Element) || kernel === undefined) {
      return;
    }
    const list = debuggedList(target, debug);
    if (list) {
      const shown = debug?.session?.connection?.kernel?.id;
      this._list = kernel === shown ? list : null;
    } else if (kernel === kernelOf(target, documents)) {
      this._name = variableUnder(target, clientX, clientY);
      if (this._name !== null && !variables.isActive) {
        // With the panel hidden nobody has looked; the user's own click is reason enough to.
        void variables.refresh().then(this._options.onFresh);
      }
    }
  }

  private _name: string | null = null;
  /** The debugger learns after us which variable of its list it is. */
  private _list: 'global' | 'local' | null = null;
}

/** Namespace of `MenuVariable`. */
export namespace MenuVariable {
  /** What it works with. */
  export interface IOptions {
    readonly variables: IKernelVariables;
    readonly documents: IDocuments;
    readonly debug: IDebugger | null;
    /** Called when the variables were looked at after the menu had opened. */
    readonly onFresh: () => void;
  }
}

/** Id of the kernel that runs the code around a node; of a file, that of the console made for it. */
function kernelOf(
  node: Element,
  { notebooks, consoles, editors }: IDocuments
): string | undefined {
  const holds = (widget: Widget) => widget.node.contains(node);
  const path = editors?.find(holds)?.context.path;
  const owner =
    path === undefined
      ? (notebooks?.find(holds) ?? consoles?.find(holds))
      : consoles?.find(each => each.sessionContext.session?.path === path);
  return owner?.sessionContext.session?.kernel?.id;
}
