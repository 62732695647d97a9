/** The fields without those that are undefined: the REST contract knows no such values. */
export function omitUndefined<T extends object>(
  fields: T
): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined)
  ) as { [K in keyof T]: NonNullable<T[K]> };
}
