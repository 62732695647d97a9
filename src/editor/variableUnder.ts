import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** How long (ms) a click may wait for the text to be parsed: editors do that bit by bit. */
const PATIENCE = 500;

/** The part of an editor's text that names a variable. */
export interface ITextName {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The variable that the text names at a position, or null.
 *
 * Properties (`a.name`), names of arguments (`f(name=1)`), text and comments name none.
 */
export function variableAt(
  state: EditorState,
  position: number
): ITextName | null {
  const upTo = state.doc.lineAt(position).to;
  const tree = ensureSyntaxTree(state, upTo, PATIENCE) ?? syntaxTree(state);
  for (const side of [1, -1] as const) {
    const node = tree.resolveInner(position, side);
    const isArgument =
      node.parent?.name === 'ArgList' && node.nextSibling?.name === 'AssignOp';
    if (node.name === 'VariableName' && !isArgument) {
      const { from, to } = node;
      return { name: state.sliceDoc(from, to), from, to };
    }
  }
  return null;
}

/** The variable named under the mouse: the cursor is elsewhere, a right click does not move it. */
export function variableUnder(
  node: Element,
  x: number,
  y: number
): string | null {
  const editor = node.closest<HTMLElement>('.cm-editor');
  const view = editor && EditorView.findFromDOM(editor);
  const position = view ? view.posAtCoords({ x, y }) : null;
  const found =
    view && position !== null ? variableAt(view.state, position) : null;
  if (!view || !found) {
    return null;
  }
  // Beside the end of a line the nearest position is that of the last name.
  const start = view.coordsAtPos(found.from, 1);
  const end = view.coordsAtPos(found.to, -1);
  const isOn =
    start !== null &&
    end !== null &&
    x >= start.left &&
    x <= end.right &&
    y >= start.top &&
    y <= end.bottom;
  return isOn ? found.name : null;
}
