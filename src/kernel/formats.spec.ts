import { nullTranslator } from '@jupyterlab/translation';
import fc from 'fast-check';
import { explain, formatFinder } from './formats';
import { formatTable } from '../testing/contract';
import type { FormatRow } from '../tokens';

const trans = nullTranslator.load('jupyterlab_models');
const { rows } = formatTable();
const find = formatFinder(rows);

/** A row that cannot be mistaken for another one. */
function row(type: string): FormatRow {
  return { ...rows[0], type, format: type };
}

describe('formatFinder', () => {
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
    expect(find([...mro, 'builtins:object'])?.format).toBe(format);
  });

  it('takes the nearest class: a LightGBM estimator is a scikit-learn one too', () => {
    const mro = [
      'lightgbm.sklearn:LGBMClassifier',
      'sklearn:ClassifierMixin',
      'lightgbm:LGBMModel',
      'sklearn:BaseEstimator',
      'builtins:object'
    ];
    expect(find(mro)?.format).toBe('lgbm');
  });

  it.each([
    [['builtins:bool', 'builtins:int', 'builtins:object'], 'json'],
    [['collections:OrderedDict', 'builtins:dict', 'builtins:object'], 'json'],
    [['builtins:function', 'builtins:object'], 'pickle'],
    [['__main__:Mine', 'builtins:object'], 'pickle']
  ])('takes any other value for one: %j', (mro, format) => {
    expect(find(mro)).toMatchObject({ kind: 'value', format });
  });

  it.each([
    [['builtins:module', 'builtins:object']],
    [['abc:ABCMeta', 'builtins:type', 'builtins:object']],
    [['builtins:generator', 'builtins:object']],
    [['__main__:Frame', 'pandas:DataFrame', 'builtins:object']],
    [['sklearn.utils._bunch:Bunch', 'builtins:dict', 'builtins:object']]
  ])('leaves out data and what is no value: %j', mro => {
    expect(find(mro)).toBeNull();
  });

  it.each([
    [['mycatboost.core:CatBoostClassifier']],
    [['__main__:CatBoostClassifier']],
    [['CatBoostClassifier']],
    [['']],
    [[]]
  ])('knows no format for %j', mro => {
    expect(find(mro)).toBeNull();
  });

  it('gives the row of the first entry that has one, whatever the inner modules', () => {
    const word = fc.stringMatching(/^[A-Za-z_]\w{0,5}$/);
    const path = fc.array(word, { maxLength: 3 });
    const entry = fc.record({ library: word, path, name: word });
    fc.assert(
      fc.property(fc.array(entry), fc.nat(), (entries, at) => {
        const table = entries
          .slice(at % (entries.length + 1))
          .map(({ library, name }) => row(`${library}.${name}`));
        const types = new Set(table.map(({ type }) => type));
        const expected = entries
          .map(({ library, name }) => `${library}.${name}`)
          .find(type => types.has(type));
        const mro = entries.map(
          ({ library, path, name }) => `${[library, ...path].join('.')}:${name}`
        );
        expect(formatFinder(table)(mro)?.type).toBe(expected);
      })
    );
  });
});

describe('explain', () => {
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
      ['pandas.core.frame:DataFrame', 'pandas:NDFrame'],
      'This is data (DataFrame of pandas), not a model.'
    ],
    [
      ['__main__:Frame', 'pandas:DataFrame', 'pandas:NDFrame'],
      'This is data (Frame of __main__), not a model.'
    ],
    [['numpy:ndarray'], 'This is data (ndarray of numpy), not a model.'],
    [
      ['sklearn.utils._bunch:Bunch', 'builtins:dict'],
      'This is data (Bunch of sklearn), not a model.'
    ]
  ])('says of %j: %s', (mro, sentence) => {
    expect(explain(mro, trans)).toBe(sentence);
  });

  it('always says one sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), mro => {
        expect(explain(mro, trans)).toMatch(/\.$/);
      })
    );
  });
});
