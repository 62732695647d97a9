import { nullTranslator } from '@jupyterlab/translation';
import fc from 'fast-check';
import {
  brokenRules,
  modelNameProblems,
  suggestVariable,
  variableNameProblem
} from './names';
import type { NameRule } from './names';
import { readJson } from '../testing/contract';

const trans = nullTranslator.load('jupyterlab_models');

interface INames {
  valid: string[];
  invalid: { name: string; rule: NameRule }[];
}

describe('names of models', () => {
  // The server is tested over the same names.
  const names = readJson<INames>('tests', 'fixtures', 'names.json');

  it('knows good and bad names', () => {
    expect(names.valid.length).toBeGreaterThan(20);
    expect(names.invalid.length).toBeGreaterThan(40);
  });

  it.each(names.valid.map(name => [name]))('takes %j', name => {
    expect(brokenRules(name)).toEqual([]);
    expect(modelNameProblems(name, trans)).toEqual([]);
  });

  it.each(names.invalid.map(({ name, rule }) => [name, rule]))(
    'refuses %j for the rule %s',
    (name, rule) => {
      expect(brokenRules(name)).toEqual([rule]);
      expect(modelNameProblems(name, trans)).toHaveLength(1);
    }
  );

  it('tells each broken rule', () => {
    expect(modelNameProblems('.a/b ', trans)).toEqual([
      'The name may hold letters, digits, spaces and the characters . _ - only.',
      'The name must not begin with a dot.',
      'The name must not begin or end with a space.'
    ]);
  });

  it('answers soon for long nonsense', () => {
    const start = performance.now();
    expect(brokenRules('é'.repeat(100_000) + '!')).toContain('character');
    expect(performance.now() - start).toBeLessThan(500);
  });
});

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
