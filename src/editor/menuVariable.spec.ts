import { python } from '@codemirror/lang-python';
import { EditorView } from '@codemirror/view';
import type { IDebugger } from '@jupyterlab/debugger';
import type { Widget } from '@lumino/widgets';
import { KERNEL, variable } from '../testing/fakes';
import { FakeVariables } from '../testing/variables';
import { until } from '../testing/wait';
import type { IDocuments } from './insertionPoints';
import { MenuVariable } from './menuVariable';

/** A tracker of one document with this node, kernel and path. */
function tracker<T>(node: Element, kernel: string | null, path = ''): T {
  const session = { path, kernel: kernel === null ? null : { id: kernel } };
  const widget = { node, sessionContext: { session }, context: { path } };
  return {
    find: (test: (widget: Widget) => boolean) =>
      test(widget as unknown as Widget) ? widget : undefined
  } as unknown as T;
}

/** An editor whose text is everywhere, on which every point is its first name. */
function editor(): { node: HTMLElement; text: Element } {
  const view = new EditorView({
    doc: 'model',
    extensions: python(),
    parent: document.body
  });
  view.posAtCoords = (() => 1) as EditorView['posAtCoords'];
  view.coordsAtPos = at => ({ left: at, right: at * 9, top: 0, bottom: 9 });
  return { node: view.dom, text: view.contentDOM.querySelector('.cm-line')! };
}

function rightClick(node: Element): void {
  node.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, clientX: 4, clientY: 4 })
  );
}

const NONE: IDocuments = { notebooks: null, consoles: null, editors: null };
let pointed: MenuVariable;
let fresh: number;

function point(documents: IDocuments, debug: IDebugger | null = null) {
  const variables = new FakeVariables();
  variables.show(variable('model'), variable('other'));
  fresh = 0;
  pointed = new MenuVariable({
    variables,
    documents,
    debug,
    onFresh: () => fresh++
  });
  return variables;
}

afterEach(() => {
  pointed.dispose();
  document.body.replaceChildren();
});

describe('MenuVariable in editors', () => {
  it.each(['notebooks', 'consoles'])('is that under the mouse in %s', key => {
    const { node, text } = editor();
    const variables = point({ ...NONE, [key]: tracker(node, KERNEL) });
    expect(pointed.current).toBeNull();
    rightClick(text);
    expect(pointed.current?.name).toBe('model');
    variables.show(variable('other'));
    expect(pointed.current).toBeNull();
  });

  it('is none in a document of another kernel, or without one', () => {
    for (const kernel of ['other', null]) {
      const { node, text } = editor();
      point({ ...NONE, notebooks: tracker(node, kernel) });
      rightClick(text);
      expect(pointed.current).toBeNull();
      pointed.dispose();
    }
  });

  it('is that of a file whose console has the kernel', () => {
    const { node, text } = editor();
    const elsewhere = document.createElement('div');
    const editors = tracker<IDocuments['editors']>(node, null, 'a.py');
    point({ ...NONE, editors, consoles: tracker(elsewhere, KERNEL, 'b.py') });
    rightClick(text);
    expect(pointed.current).toBeNull();
    pointed.dispose();
    const consoles = {
      find: (test: (widget: unknown) => boolean) =>
        [
          {
            node: elsewhere,
            sessionContext: {
              session: { path: 'a.py', kernel: { id: KERNEL } }
            }
          }
        ].find(test)
    } as unknown as IDocuments['consoles'];
    point({ ...NONE, editors, consoles });
    rightClick(text);
    expect(pointed.current?.name).toBe('model');
  });

  it('is looked at when the menu opens, unless the list is in sight anyway', async () => {
    const { node, text } = editor();
    const variables = point({ ...NONE, notebooks: tracker(node, KERNEL) });
    variables.show(variable('other'));
    const refresh = jest
      .spyOn(variables, 'refresh')
      .mockImplementation(async () => {
        await Promise.resolve();
        variables.show(variable('model'));
      });
    rightClick(document.body);
    expect(refresh).not.toHaveBeenCalled();
    rightClick(text);
    expect(pointed.current).toBeNull();
    await until(() => fresh === 1);
    expect(pointed.current?.name).toBe('model');
    variables.isActive = true;
    rightClick(text);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('is forgotten when a menu opens elsewhere', () => {
    const { node, text } = editor();
    point({ ...NONE, notebooks: tracker(node, KERNEL) });
    rightClick(text);
    rightClick(document.body);
    expect(pointed.current).toBeNull();
  });
});

describe('MenuVariable in the debugger', () => {
  function list(classes: string, parent = ''): Element {
    document.body.innerHTML = `<div class="${parent}">
      <div class="jp-DebuggerVariables-body ${classes}"><b></b></div></div>`;
    return document.querySelector('b')!;
  }

  function debug(
    selected: object,
    kernel = KERNEL,
    frame = 'use',
    path = '/tmp/ipykernel_1/2.py'
  ): IDebugger {
    return {
      session: { connection: { kernel: { id: kernel } } },
      config: { getTmpFileParams: () => ({ prefix: '/tmp/ipykernel_1/' }) },
      model: {
        variables: { selectedVariable: selected },
        callstack: { frame: { name: frame, source: { path } } }
      }
    } as unknown as IDebugger;
  }

  const MODEL = { name: 'model', evaluateName: 'model' };

  it('is the one selected', () => {
    const node = list('');
    point(NONE, debug(MODEL));
    rightClick(node);
    expect(pointed.current?.name).toBe('model');
  });

  it('is a local one only in the code of a cell itself', () => {
    const node = list('jp-debuggerVariables-local');
    for (const [frame, name, path] of [
      ['use', undefined],
      ['<module>', 'model'],
      ['<cell line: 3>', 'model'],
      ['<module>', undefined, '/home/me/training.py']
    ]) {
      point(NONE, debug(MODEL, KERNEL, frame, path));
      rightClick(node);
      expect(pointed.current?.name).toBe(name);
      pointed.dispose();
    }
  });

  it('is a local one that is listed, and never a global one of its name', () => {
    const node = list('jp-debuggerVariables-local');
    const variables = point(NONE, debug(MODEL));
    rightClick(node);
    expect(pointed.current).toBeNull();
    variables.show({ ...variable('model'), frame: 7 });
    expect(pointed.current?.frame).toBe(7);
    pointed.dispose();
    const other = point(NONE, debug(MODEL));
    other.show({ ...variable('model'), frame: 7 });
    rightClick(list(''));
    expect(pointed.current).toBeNull();
  });

  it.each([
    ['a part of a variable', { name: 'model', evaluateName: 'a.model' }, ''],
    ['a window on a variable', MODEL, 'jp-MainAreaWidget']
  ])('is none in %s', (_, selected, parent) => {
    const node = list('', parent);
    point(NONE, debug(selected));
    rightClick(node);
    expect(pointed.current).toBeNull();
  });

  it('is none of another kernel', () => {
    const node = list('');
    point(NONE, debug(MODEL, 'other'));
    rightClick(node);
    expect(pointed.current).toBeNull();
  });
});
