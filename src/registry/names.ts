import type { TranslationBundle } from '@jupyterlab/translation';

/** A rule that a model's name can break. The server has the same rules in `registry/names.py`. */
export type NameRule = 'empty' | 'long' | 'character' | 'dot' | 'space';

/** Code points, of the name as given and of its NFC form. */
const LONGEST = 128;

/** The longest text that the server searches for. */
export const LONGEST_QUERY = 200;

/** How many tags a model or version has at most, and code points a tag. */
const MOST_TAGS = 32;
const LONGEST_TAG = 64;

/** Letters with the marks that stand on them, decimal digits, space and three punctuation characters. */
const ALLOWED = /^(?:\p{L}[\p{Mn}\p{Mc}]*|[\p{Nd} ._-])*$/u;

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

/**
 * Tags as typed, separated by commas, each once.
 *
 * @param known - tags that were there; one of them that has a comma in itself stays one
 */
export function splitTags(
  text: string,
  known: readonly string[] = []
): string[] {
  const parts = text.split(',').map(part => part.trim());
  const whole = known
    .filter(tag => tag.includes(','))
    .map(tag => ({ tag, parts: tag.split(',').map(part => part.trim()) }));
  const tags: string[] = [];
  while (parts.length > 0) {
    const found = whole.find(each =>
      each.parts.every((part, index) => part === parts[index])
    );
    tags.push(found?.tag ?? parts[0]);
    parts.splice(0, found?.parts.length ?? 1);
  }
  return [...new Set(tags.filter(Boolean))];
}

/** What is wrong with tags, in sentences; none for good ones. */
export function tagProblems(
  tags: readonly string[],
  trans: TranslationBundle
): string[] {
  const long = tags.filter(tag => [...tag].length > LONGEST_TAG);
  return [
    ...(tags.length > MOST_TAGS
      ? [
          trans.__(
            'There are %1 tags; there can be %2 at most.',
            tags.length,
            MOST_TAGS
          )
        ]
      : []),
    ...(long.length > 0
      ? [
          trans.__(
            'The tag “%1…” has more than %2 characters.',
            [...long[0]].slice(0, 20).join(''),
            LONGEST_TAG
          )
        ]
      : [])
  ];
}
