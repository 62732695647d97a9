import type { FormatRow } from '../contract/schemas';
import type { IVariable } from './token';

/** Classes that nearly every function has in its variables and that are no models, by their modules. */
const COMMON: [string, string[]][] = [
  [
    'builtins',
    [
      ...['int', 'float', 'complex', 'bool', 'str', 'bytes', 'bytearray'],
      ...['NoneType', 'list', 'tuple', 'dict', 'set', 'frozenset', 'range'],
      ...['slice', 'ellipsis', 'module', 'memoryview', 'type', 'function'],
      ...['method', 'builtin_function_or_method', 'generator']
    ]
  ]
];

/** `library:name` of the one class of this name that is known; `:name` when there is none, or more than one. */
export function classNamed(name: string, rows: readonly FormatRow[]): string {
  const libraries = new Set(
    rows
      .filter(({ type }) => type.slice(type.lastIndexOf('.') + 1) === name)
      .map(({ type }) => type.split('.', 1)[0])
  );
  for (const [library, names] of COMMON) {
    if (names.includes(name)) {
      libraries.add(library);
    }
  }
  const [library] = libraries;
  return `${libraries.size === 1 ? library : ''}:${name}`;
}

/** Whether a variable is a model, or a local one of which only the class's name is known, so that it may be one. */
export function mayBeModel({ format, frame, type }: IVariable): boolean {
  return format
    ? format.kind === 'model'
    : frame !== undefined && type.startsWith(':');
}
