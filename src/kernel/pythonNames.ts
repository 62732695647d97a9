import type { TranslationBundle } from '@jupyterlab/translation';

/** What Python takes as a name, apart from its keywords. */
const IDENTIFIER = /^[_\p{XID_Start}]\p{XID_Continue}*$/u;

/** Words that Python keeps for itself; soft keywords such as `match` are fine as names. */
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' ')
);

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
  if (!isIdentifier(name)) {
    return trans.__(
      'A variable’s name has letters, digits and underscores only, and does not begin with a digit.'
    );
  }
  return null;
}

/** Whether Python could take it as a name; the kernel, which has its own Python, decides. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** A good variable name that resembles the model's name. */
export function suggestVariable(modelName: string): string {
  const name = modelName
    .normalize('NFKC')
    .replace(/[^\p{XID_Continue}]/gu, '_')
    .replace(/_+/g, '_')
    .replace(/^_|_$/g, '');
  if (isIdentifier(name)) {
    return KEYWORDS.has(name) ? `${name}_model` : name;
  }
  return name === '' ? 'model' : `model_${name}`;
}
