import { python } from '@codemirror/lang-python';
import { EditorView } from '@codemirror/view';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { Widget } from '@lumino/widgets';
import { carriedModel, carryModel, MODEL_MIME } from '../models/drag';
import { ModelDrop } from './drop';
import {
  currentInsertionPoint,
  type IDocuments,
  type IInsertionPoint
} from './insertionPoints';

/** What a browser carries; jsdom has none. */
class FakeData {
  readonly types: string[] = [];
  dropEffect = 'none';
  effectAllowed = 'all';
  setData(type: string, text: string): void {
    this.types.push(type);
    this._texts.set(type, text);
  }
  getData(type: string): string {
    return this._texts.get(type) ?? '';
  }
  private _texts = new Map<string, string>();
}

function carried(name = 'churn'): DataTransfer {
  const data = new FakeData() as unknown as DataTransfer;
  carryModel(data, name);
  return data;
}

function fire(type: string, node: Element, data = carried()): Event {
  const event = new MouseEvent(type, {
    bubbles: true,
    cancelable: true,
    clientX: 4,
    clientY: 4
  });
  Object.defineProperty(event, 'dataTransfer', { value: data });
  node.dispatchEvent(event);
  return event;
}

function tracker<T>(widget: object): T {
  return {
    currentWidget: widget,
    find: (test: (widget: Widget) => boolean) =>
      test(widget as Widget) ? widget : undefined
  } as unknown as T;
}

/** A notebook of two cells. */
function setUpNotebook(readOnly = false) {
  const node = document.body.appendChild(document.createElement('div'));
  const cells = ['a', 'b'].map(source => {
    const cell = node.appendChild(document.createElement('p'));
    return { node: cell, source };
  });
  const content = {
    widgets: cells,
    activeCellIndex: 0,
    scrollToItem: async () => undefined,
    model: {
      readOnly,
      sharedModel: {
        insertCell: (at: number, { source }: { source: string }) =>
          cells.splice(at, 0, { node: document.createElement('p'), source })
      }
    }
  };
  const notebooks = tracker<IDocuments['notebooks']>({ node, content });
  const sources = () => cells.map(({ source }) => source);
  return { node, cells, content, notebooks, sources };
}

/** A text file. */
function setUpFile(readOnly = false) {
  const node = document.body.appendChild(document.createElement('div'));
  const view = new EditorView({
    doc: 'text',
    extensions: python(),
    parent: node
  });
  view.posAtCoords = (() => 2) as EditorView['posAtCoords'];
  const inserted: [number | null, string][] = [];
  let cursor: number | null = null;
  const editor = {
    host: node,
    getOption: () => readOnly,
    getPositionAt: (column: number) => ({ line: 0, column }),
    setCursorPosition: ({ column }: CodeEditor.IPosition) => {
      cursor = column;
    },
    replaceSelection: (text: string) => inserted.push([cursor, text])
  };
  const editors = tracker<IDocuments['editors']>({ node, content: { editor } });
  return { node, editors, inserted, text: view.contentDOM };
}

const NONE: IDocuments = { notebooks: null, consoles: null, editors: null };
let drop: ModelDrop;
let dropped: [string, IInsertionPoint][];

function listen(documents: IDocuments): void {
  dropped = [];
  drop = new ModelDrop(documents, (...args) => dropped.push(args));
}

afterEach(() => {
  drop.dispose();
  document.body.replaceChildren();
});

describe('ModelDrop', () => {
  it('takes a model on a notebook for a cell before the one under the mouse', () => {
    const { cells, content, notebooks, sources } = setUpNotebook();
    listen({ ...NONE, notebooks });
    const over = fire('dragover', cells[1].node);
    expect(over.defaultPrevented).toBe(true);
    expect(cells[1].node.className).toBe('jp-mod-dropTarget');
    fire('drop', cells[1].node);
    expect(cells[1].node.className).toBe('');
    expect(dropped[0][0]).toBe('churn');
    cells.unshift({ node: document.createElement('p'), source: 'new' });
    dropped[0][1].insert('code');
    expect(sources()).toEqual(['new', 'a', 'code', 'b']);
    expect(content.activeCellIndex).toBe(2);
  });

  it('puts the cell at the end, below all cells or when the one under the mouse is gone', () => {
    const { node, cells, notebooks, sources } = setUpNotebook();
    listen({ ...NONE, notebooks });
    fire('drop', node);
    fire('drop', cells[1].node);
    cells.splice(1, 1);
    dropped.forEach(([, place], index) => place.insert(`code ${index}`));
    expect(sources()).toEqual(['a', 'code 0', 'code 1']);
  });

  it('takes a model on a text for code at the mouse', () => {
    const { text, editors, inserted } = setUpFile();
    listen({ ...NONE, editors });
    fire('drop', text);
    dropped[0][1].insert('code');
    expect(inserted).toEqual([[2, 'code']]);
  });

  it('takes nothing elsewhere, where nothing can be written, and nothing but models', () => {
    const { cells, notebooks } = setUpNotebook(true);
    const { text, editors } = setUpFile(true);
    listen({ ...NONE, notebooks, editors });
    const other = new FakeData() as unknown as DataTransfer;
    other.setData('text/plain', 'x');
    for (const event of [
      fire('dragover', document.body),
      fire('dragover', cells[0].node),
      fire('drop', text),
      fire('dragover', text, other)
    ]) {
      expect(event.defaultPrevented).toBe(false);
    }
    expect(dropped).toEqual([]);
  });
});

describe('currentInsertionPoint', () => {
  it('is below the active cell, at the cursor of a text, or nowhere', () => {
    listen(NONE);
    const { notebooks, sources } = setUpNotebook();
    const { editors, inserted } = setUpFile();
    const documents = { ...NONE, notebooks, editors };
    currentInsertionPoint(documents, null)!.insert('code');
    expect(sources()).toEqual(['a', 'code', 'b']);
    currentInsertionPoint(documents, editors!.currentWidget)!.insert('text');
    expect(inserted).toEqual([[null, 'text']]);
    expect(currentInsertionPoint(NONE, null)).toBeNull();
  });
});

describe('What is carried', () => {
  it('is the name of a model, of a type that no text editor takes', () => {
    const data = carried('Ärger <b>');
    expect(data.types).toEqual([MODEL_MIME]);
    expect(carriedModel(data)).toBe('Ärger <b>');
    expect(carriedModel(new FakeData() as unknown as DataTransfer)).toBeNull();
  });
});
