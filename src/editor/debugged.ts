import type { IDebugger } from '@jupyterlab/debugger';

/** Whether a node is in the debugger's list of global variables; its windows on parts of variables do not count. */
export function isDebugged(node: Element, debug: IDebugger | null): boolean {
  const body = node.closest('.jp-DebuggerVariables-body');
  return (
    body !== null &&
    body.closest('.jp-MainAreaWidget') === null &&
    (!body.classList.contains('jp-debuggerVariables-local') ||
      isTopLevel(debug))
  );
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

/** Whether the kernel stands in the code of a cell itself, where local variables are the global ones. */
function isTopLevel(debug: IDebugger | null): boolean {
  const frame = debug?.model.callstack.frame?.name ?? '';
  return frame === '<module>' || frame.startsWith('<cell line');
}
