import { FakeFormats } from '../testing/formats';
import { value, variable } from '../testing/fakes';
import type { IVariable } from './token';
import type { IFrame } from './debugger/breakpoint';
import { mayBeModel } from './classNames';
import { withFormatsAtBreakpoint } from './withFormats';

const { table } = new FakeFormats();

function shown(frame: Partial<IFrame>, ...last: IVariable[]): IVariable[] {
  const whole = { id: 7, name: 'train', locals: [], globals: null, ...frame };
  return withFormatsAtBreakpoint(whole, last, table);
}

describe('withFormatsAtBreakpoint', () => {
  it('knows classes by their names alone, as far as that goes', () => {
    const locals = [
      { name: 'graph', type: 'ModelProto' },
      { name: 'line', type: 'Ridge' },
      { name: 'count', type: 'int' }
    ];
    const list = shown({ locals });
    expect(list.map(each => [each.type, each.format?.format])).toEqual([
      ['onnx:ModelProto', 'onnx'],
      [':Ridge', undefined],
      ['builtins:int', 'json']
    ]);
    expect(list.map(mayBeModel)).toEqual([true, true, false]);
    expect(list.every(({ frame }) => frame === 7)).toBe(true);
  });

  it('knows a class that was listed, unless two of its name were', () => {
    const locals = [{ name: 'best', type: 'Ridge' }];
    const of = (library: string) => {
      const mro = [`${library}.linear:Ridge`, `${library}:BaseEstimator`];
      return { name: library, type: mro[0], mro, id: '1', format: null };
    };
    expect(shown({ locals }, of('sklearn'))[0].format?.format).toBe('skops');
    expect(shown({ locals }, of('sklearn'), of('mine'))[0].type).toBe(':Ridge');
  });

  it('puts local variables first, which hide global ones', () => {
    const locals = [{ name: 'tumours', type: 'int' }];
    const list = shown({ locals }, variable('tumours'), variable('other'));
    expect(list.map(({ name, frame }) => [name, frame])).toEqual([
      ['tumours', 7],
      ['other', undefined]
    ]);
  });

  it('keeps of the last listing what is still there, and adds what is new', () => {
    const globals = [
      { name: 'kept', type: 'CatBoostClassifier' },
      { name: 'anew', type: 'int' },
      { name: 'fresh', type: 'ModelProto' }
    ];
    const last = [
      ...[variable('kept'), variable('anew'), variable('gone')],
      value('function')
    ];
    const list = shown({ globals }, ...last);
    expect(list.map(({ name }) => name)).toEqual([
      ...['kept', 'function', 'anew', 'fresh']
    ]);
    expect(list[0]).toBe(last[0]);
    expect(list[2].type).toBe('builtins:int');
    expect(list[3]).toMatchObject({ id: '', format: { format: 'onnx' } });
  });

  it('keeps functions, of which the debugger lists only a group', () => {
    const type = 'builtins:function';
    const format = table.rows.find(row => row.type === 'builtins.object')!;
    const last = { ...value('score'), type, mro: [type], format };
    expect(shown({ globals: [] }, last)).toEqual([last]);
    const globals = [{ name: 'score', type: 'ModelProto' }];
    expect(shown({ globals }, last)[0].type).toBe('onnx:ModelProto');
  });
});
