import { python } from '@codemirror/lang-python';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { variableAt, variableUnder } from './variableUnder';

const CODE = `model = train(X, seed=1)
model.predict(data["model"])  # model
def use(model):
    return [each for each in rows]
`;

function nameAt(position: number): string | null {
  const state = EditorState.create({ doc: CODE, extensions: python() });
  return variableAt(state, position)?.name ?? null;
}

/** Position of the nth occurrence of a text. */
function nth(text: string, count = 0): number {
  let at = CODE.indexOf(text);
  for (let i = 0; i < count; i++) {
    at = CODE.indexOf(text, at + 1);
  }
  return at;
}

describe('variableAt', () => {
  it.each([
    ['model', 0],
    ['train', 0],
    ['X', 0],
    ['model', 1],
    ['data', 0],
    ['rows', 0]
  ])('finds %s (%i)', (name, count) => {
    const at = nth(name, count);
    expect(nameAt(at)).toBe(name);
    expect(nameAt(at + name.length - 1)).toBe(name);
    expect(nameAt(at + name.length)).toBe(name);
  });

  it.each([
    ['the name of an argument', nth('seed') + 1],
    ['a property', nth('predict') + 3],
    ['text', nth('model', 2) + 2],
    ['a comment', nth('model', 3) + 2],
    ['a keyword', nth('return') + 2],
    ['a number', nth('1')]
  ])('finds nothing in %s', (_, position) => {
    expect(nameAt(position)).toBeNull();
  });
});

describe('variableUnder', () => {
  // Every letter is 10 px wide, every line 20 px high.
  const view = new EditorView({ doc: CODE, extensions: python() });
  view.posAtCoords = (({ x, y }: { x: number; y: number }) => {
    const line = view.state.doc.line(Math.floor(y / 20) + 1);
    return Math.min(line.to, line.from + Math.round(x / 10));
  }) as EditorView['posAtCoords'];
  view.coordsAtPos = position => {
    const { from, number } = view.state.doc.lineAt(position);
    const left = (position - from) * 10;
    return { left, right: left, top: (number - 1) * 20, bottom: number * 20 };
  };
  const line = view.contentDOM.querySelector('.cm-line')!;

  it('finds what is under the mouse, not at the cursor', () => {
    view.dispatch({ selection: { anchor: nth('rows') } });
    expect(variableUnder(line, 25, 10)).toBe('model');
    expect(variableUnder(line, 145, 10)).toBe('X');
  });

  it('finds nothing beside a name and outside of editors', () => {
    expect(variableUnder(line, 56, 10)).toBeNull();
    expect(variableUnder(line, 900, 70)).toBeNull();
    expect(variableUnder(document.body, 25, 10)).toBeNull();
  });
});
