import { nullTranslator } from '@jupyterlab/translation';
import fc from 'fast-check';
import { suggestVariable, variableNameProblem } from './pythonNames';

const trans = nullTranslator.load('jupyterlab_models');

describe('names of variables', () => {
  it.each(['x', '_', 'model_2', 'été', 'модель', 'match', 'type', '𝒳'])(
    'takes %s',
    name => {
      expect(variableNameProblem(name, trans)).toBeNull();
    }
  );

  it.each([
    '',
    '2x',
    'a b',
    'a.b',
    'a-b',
    'class',
    'None',
    'x;import os',
    'x\n'
  ])('refuses %j', name => {
    expect(variableNameProblem(name, trans)).toMatch(/\.$/);
  });

  it('says what is wrong', () => {
    expect(variableNameProblem('lambda', trans)).toBe(
      '“lambda” is a word of Python itself.'
    );
    expect(variableNameProblem('x'.repeat(256), trans)).toBe(
      'The name has more than 255 characters.'
    );
  });
});

describe('suggestVariable', () => {
  it.each([
    ['churn', 'churn'],
    ['Churn model 2', 'Churn_model_2'],
    ['2 fast', 'model_2_fast'],
    ['a--b', 'a_b'],
    ['class', 'class_model'],
    ['...', 'model'],
    ['_hidden_', 'hidden'],
    ['顧客 離脱', '顧客_離脱']
  ])('makes of %s the name %s', (model, variable) => {
    expect(suggestVariable(model)).toBe(variable);
  });

  it('always gives a good name that does not begin with an underscore', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), name => {
        const variable = suggestVariable(name);
        expect(variableNameProblem(variable, trans)).toBeNull();
        expect(variable.startsWith('_')).toBe(false);
      })
    );
  });
});
