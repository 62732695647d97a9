import { EditorView } from '@codemirror/view';
import type { Widget } from '@lumino/widgets';
import { carriedModel, MODEL_MIME } from '../models/drag';
import {
  type IDocuments,
  inEditor,
  inNotebook,
  type IInsertionPoint,
  promptOf
} from './insertionPoints';

/** Class of JupyterLab for what something is held over. */
const TARGET = 'jp-mod-dropTarget';

/**
 * Lets rows of models be dropped: on a notebook for a new cell, on the text of a file or on a console's prompt for text.
 *
 * It looks before the editors do, which would take the row for text.
 */
export class ModelDrop {
  /**
   * @param documents - where code can be dropped
   * @param fill - called with the model's name and the place
   */
  constructor(
    private readonly _documents: IDocuments,
    private readonly _fill: (name: string, place: IInsertionPoint) => void
  ) {
    EVENTS.forEach(type => document.addEventListener(type, this, true));
  }

  dispose(): void {
    this._mark(null);
    EVENTS.forEach(type => document.removeEventListener(type, this, true));
  }

  handleEvent(event: Event): void {
    const { type, dataTransfer } = event as DragEvent;
    if (!dataTransfer?.types.includes(MODEL_MIME)) {
      return;
    }
    const place =
      type === 'dragover' || type === 'drop'
        ? placeUnder(event as DragEvent, this._documents)
        : null;
    this._mark(type === 'dragover' ? place : null);
    if (!place) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    dataTransfer.dropEffect = 'copy';
    const name = type === 'drop' ? carriedModel(dataTransfer) : null;
    if (name !== null) {
      this._fill(name, place);
    }
  }

  private _mark(place: IInsertionPoint | null): void {
    const node = place?.mark ?? null;
    if (node !== this._marked) {
      this._marked?.classList.remove(TARGET);
      node?.classList.add(TARGET);
      this._marked = node;
    }
  }

  private _marked: Element | null = null;
}

const EVENTS = ['dragover', 'dragleave', 'dragend', 'drop'];

/** The place under the mouse: before the cell of a notebook, or within the text of an editor. */
function placeUnder(
  { target, clientX, clientY }: MouseEvent,
  { notebooks, consoles, editors }: IDocuments
): IInsertionPoint | null {
  if (!(target instanceof Node)) {
    return null;
  }
  const holds = (widget: Widget) => widget.node.contains(target);
  const notebook = notebooks?.find(holds)?.content;
  if (notebook) {
    const index = notebook.widgets.findIndex(holds);
    return inNotebook(notebook, index < 0 ? notebook.widgets.length : index);
  }
  const editor =
    promptOf(consoles?.find(holds)) ?? editors?.find(holds)?.content.editor;
  if (!editor) {
    return null;
  }
  const view = editor.host.contains(target)
    ? EditorView.findFromDOM(editor.host)
    : null;
  const offset = view?.posAtCoords({ x: clientX, y: clientY }, false);
  const position = offset === undefined ? null : editor.getPositionAt(offset);
  return inEditor(editor, position ?? null);
}
