import type { TranslationBundle } from '@jupyterlab/translation';

/** A rule that a model's name can break. The server has the same rules in `registry/names.py`. */
export type NameRule = 'empty' | 'long' | 'character' | 'dot' | 'space';

/** Code points, of the name as given and of its NFC form. */
const LONGEST = 128;

/** Letters with the marks that stand on them, decimal digits, space and three punctuation characters. */
const ALLOWED = /^(?:\p{L}[\p{Mn}\p{Mc}]*|[\p{Nd} ._-])*$/u;

/** What Python takes as a name. */
const IDENTIFIER = /^[_\p{XID_Start}]\p{XID_Continue}*$/u;

/** Words that Python keeps for itself; soft keywords such as `match` are fine as names. */
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' ')
);

/** The rules that a model's name breaks, in the order in which they are told. */
export function brokenRules(name: string): NameRule[] {
  const normal = name.normalize('NFC');
  const broken: Record<NameRule, boolean> = {
    empty: name === '',
    long: Math.max([...name].length, [...normal].length) > LONGEST,
    character: !ALLOWED.test(normal),
    dot: name.startsWith('.'),
    space: name.startsWith(' ') || name.endsWith(' ')
  };
  return (Object.keys(broken) as NameRule[]).filter(rule => broken[rule]);
}

/** One sentence for each rule that a model's name breaks; none for a good name. */
export function modelNameProblems(
  name: string,
  trans: TranslationBundle
): string[] {
  const sentences: Record<NameRule, string> = {
    empty: trans.__('A model needs a name.'),
    long: trans.__('The name has more than %1 characters.', LONGEST),
    character: trans.__(
      'The name may hold letters, digits, spaces and the characters . _ - only.'
    ),
    dot: trans.__('The name must not begin with a dot.'),
    space: trans.__('The name must not begin or end with a space.')
  };
  return brokenRules(name).map(rule => sentences[rule]);
}

/** Why this is no name for a Python variable, as a sentence; null for a good one. */
export function variableNameProblem(
  name: string,
  trans: TranslationBundle
): string | null {
  if (name === '') {
    return trans.__('A variable needs a name.');
  }
  if (name.length > 255) {
    return trans.__('The name has more than %1 characters.', 255);
  }
  if (KEYWORDS.has(name)) {
    return trans.__('“%1” is a word of Python itself.', name);
  }
  if (!IDENTIFIER.test(name)) {
    return trans.__(
      'A variable’s name has letters, digits and underscores only, and does not begin with a digit.'
    );
  }
  return null;
}

/** A good variable name that resembles the model's name. */
export function suggestVariable(modelName: string): string {
  const name = modelName
    .normalize('NFKC')
    .replace(/[^\p{XID_Continue}]/gu, '_')
    .replace(/_+/g, '_')
    .replace(/^_|_$/g, '');
  if (IDENTIFIER.test(name)) {
    return KEYWORDS.has(name) ? `${name}_model` : name;
  }
  return name === '' ? 'model' : `model_${name}`;
}
