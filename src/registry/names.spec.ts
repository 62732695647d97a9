import { nullTranslator } from '@jupyterlab/translation';
import {
  brokenRules,
  modelNameProblems,
  splitTags,
  tagProblems
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

describe('tags as typed', () => {
  it('are separated by commas, each once', () => {
    expect(splitTags(' a, b,,a ,')).toEqual(['a', 'b']);
    expect(splitTags('')).toEqual([]);
  });

  it('stay one where they had a comma before', () => {
    const known = ['a, b', 'c,d'];
    expect(splitTags('x, a, b, c,d', known)).toEqual(['x', 'a, b', 'c,d']);
    expect(splitTags('a, x', known)).toEqual(['a', 'x']);
  });

  it('are not too many and not too long', () => {
    const many = Array.from({ length: 33 }, (_, index) => `t${index}`);
    expect(tagProblems(many.slice(1), trans)).toEqual([]);
    expect(tagProblems(many, trans)).toEqual([
      'There are 33 tags; there can be 32 at most.'
    ]);
    expect(tagProblems(['😀'.repeat(64)], trans)).toEqual([]);
    expect(tagProblems(['x'.repeat(65)], trans)).toEqual([
      'The tag “xxxxxxxxxxxxxxxxxxxx…” has more than 64 characters.'
    ]);
  });
});
