import { nullTranslator } from '@jupyterlab/translation';
import fc from 'fast-check';
import { formatTable } from '../testing/contract';
import { FormatTable } from './formats';
import type { FormatRow } from '../contract/schemas';

const trans = nullTranslator.load('jupyterlab_models');
const { rows, families, excluded } = formatTable();
const table = new FormatTable({ rows, families, excluded });

/** A row that cannot be mistaken for another one. */
function row(type: string): FormatRow {
  return { ...rows[0], type, format: type };
}

describe('FormatTable', () => {
  it.each([
    [['catboost.core:CatBoostClassifier', 'catboost:CatBoost'], 'cbm'],
    [['lightgbm.sklearn:LGBMRegressor', 'lightgbm:LGBMModel'], 'lgbm'],
    [['sklearn.pipeline:Pipeline', 'sklearn:BaseEstimator'], 'skops'],
    [['__main__:Mine', 'catboost:CatBoost'], 'cbm'],
    [['catboost.core:Pool'], 'catboost_quantized_pool'],
    [['lightgbm.basic:Booster'], 'lgbm'],
    [['xgboost.sklearn:XGBRFClassifier', 'xgboost.sklearn:XGBModel'], 'xgb'],
    [['xgboost.core:Booster'], 'xgb']
  ])('knows %j', (mro, format) => {
    expect(table.find([...mro, 'builtins:object'])?.format).toBe(format);
  });

  it('knows arrays as data, which are no models', () => {
    expect(table.find(['numpy:ndarray', 'builtins:object'])).toMatchObject({
      kind: 'data',
      format: 'npy'
    });
  });

  it('takes the nearest class: a LightGBM estimator is a scikit-learn one too', () => {
    const mro = [
      'lightgbm.sklearn:LGBMClassifier',
      'sklearn:ClassifierMixin',
      'lightgbm:LGBMModel',
      'sklearn:BaseEstimator',
      'builtins:object'
    ];
    expect(table.find(mro)?.format).toBe('lgbm');
  });

  it.each([
    [['builtins:bool', 'builtins:int', 'builtins:object'], 'json'],
    [['collections:OrderedDict', 'builtins:dict', 'builtins:object'], 'json'],
    [['builtins:function', 'builtins:object'], 'pickle'],
    [['__main__:Mine', 'builtins:object'], 'pickle']
  ])('takes any other value for one: %j', (mro, format) => {
    expect(table.find(mro)).toMatchObject({ kind: 'value', format });
  });

  it.each([
    [['builtins:module', 'builtins:object']],
    [['abc:ABCMeta', 'builtins:type', 'builtins:object']],
    [['builtins:generator', 'builtins:object']],
    [['__main__:Frame', 'pyarrow:Table', 'builtins:object']],
    [['sklearn.utils._bunch:Bunch', 'builtins:dict', 'builtins:object']]
  ])('leaves out data and what is no value: %j', mro => {
    expect(table.find(mro)).toBeNull();
  });

  it.each([
    [['mycatboost.core:CatBoostClassifier']],
    [['__main__:CatBoostClassifier']],
    [['CatBoostClassifier']],
    [['']],
    [[]]
  ])('knows no format for %j', mro => {
    expect(table.find(mro)).toBeNull();
  });

  it('gives the row of the first entry that has one, whatever the inner modules', () => {
    const word = fc.stringMatching(/^[A-Za-z_]\w{0,5}$/);
    const path = fc.array(word, { maxLength: 3 });
    const entry = fc.record({ library: word, path, name: word });
    fc.assert(
      fc.property(fc.array(entry), fc.nat(), (entries, at) => {
        const rows = entries
          .slice(at % (entries.length + 1))
          .map(({ library, name }) => row(`${library}.${name}`));
        const types = new Set(rows.map(({ type }) => type));
        const expected = entries
          .map(({ library, name }) => `${library}.${name}`)
          .find(type => types.has(type));
        const mro = entries.map(
          ({ library, path, name }) => `${[library, ...path].join('.')}:${name}`
        );
        const made = new FormatTable({ rows, families, excluded: [] });
        expect(made.find(mro)?.type).toBe(expected);
      })
    );
  });
});

describe('FormatTable.explain', () => {
  it.each([
    [['constructor:Odd'], 'No format is known for Odd of constructor.'],
    [['__proto__:Odd'], 'No format is known for Odd of __proto__.'],
    [
      ['builtins:module', 'builtins:object'],
      'This is a module, which is made anew and not saved.'
    ],
    [['builtins:type'], 'This is a class, not an object made from one.'],
    [
      ['abc:ABCMeta', 'builtins:type'],
      'This is a class, not an object made from one.'
    ],
    [
      ['pyarrow.lib:Table', 'pyarrow:_Tabular'],
      'This is data (Table of pyarrow), not a model.'
    ],
    [
      ['__main__:Frame', 'pyarrow:Table', 'pyarrow:_Tabular'],
      'This is data (Frame of __main__), not a model.'
    ],
    [
      ['sklearn.utils._bunch:Bunch', 'builtins:dict'],
      'This is data (Bunch of sklearn), not a model.'
    ]
  ])('says of %j: %s', (mro, sentence) => {
    expect(table.explain(mro, trans)).toBe(sentence);
  });

  it('always says one sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), mro => {
        expect(table.explain(mro, trans)).toMatch(/\.$/);
      })
    );
  });
});

describe('FormatTable.family', () => {
  it('is that of the table', () => {
    for (const row of rows) {
      expect(table.family(row.family).label).toBe(row.label);
    }
    expect(table.family('sklearn')).toEqual({
      family: 'sklearn',
      label: 'scikit-learn',
      mark: 'Sk',
      color: 'brand',
      shape: 'circle'
    });
  });

  it('shows one that nobody knows by its own name', () => {
    expect(table.family('constructor')).toEqual({
      family: 'constructor',
      label: 'constructor',
      mark: 'co',
      color: 'neutral',
      shape: 'square'
    });
  });
});
