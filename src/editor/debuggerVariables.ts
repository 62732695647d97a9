import type { IDebugger } from '@jupyterlab/debugger';
import { isCellItself } from '../kernel/debugger/breakpoint';

/** Which of the debugger's lists a node is in, or null; its windows on parts of variables do not count. */
export function debuggedList(
  node: Element,
  debug: IDebugger | null
): 'global' | 'local' | null {
  const body = node.closest('.jp-DebuggerVariables-body');
  if (body === null || body.closest('.jp-MainAreaWidget') !== null) {
    return null;
  }
  return body.classList.contains('jp-debuggerVariables-local') &&
    !(debug && isCellItself(debug))
    ? 'local'
    : 'global';
}

/** Name of the variable that is selected in the debugger; null for a part of one. */
export function debuggedName(debug: IDebugger | null): string | null {
  const selected = debug?.model.variables.selectedVariable;
  if (!selected) {
    return null;
  }
  const { name, evaluateName = name } = selected as IDebugger.IVariable;
  return evaluateName === name ? name : null;
}
