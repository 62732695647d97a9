import { RegistryError } from '../server/error';
import type { Model } from '../contract/schemas';

/** The new values of a change; refused as the server does: the present ones are others, or the name is taken. */
export function checkedChange<C extends { expected?: object; name?: string }>(
  present: object,
  change: C,
  models: Iterable<Model> = []
): Omit<C, 'expected'> {
  const { expected, ...values } = change;
  const now = present as Record<string, unknown>;
  // As it is sent: without what is undefined.
  const sent = JSON.parse(JSON.stringify(expected ?? {})) as object;
  for (const [key, value] of Object.entries(sent)) {
    if (key === 'id' && now.id !== value) {
      throw new RegistryError(
        { code: 'not_found', message: 'Another model has the name by now.' },
        404
      );
    }
    if (JSON.stringify(now[key]) !== JSON.stringify(value)) {
      throw refused('changed_meanwhile', `Ada changed the ${key} meanwhile.`);
    }
  }
  const { name } = change;
  for (const other of models) {
    if (name && other !== present && same(other.name) === same(name)) {
      throw refused('name_taken', `“${other.name}” already exists.`);
    }
  }
  return values;
}

/** Names of models are the same regardless of case after NFC. */
function same(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function refused(code: string, message: string): RegistryError {
  return new RegistryError({ code, message }, 409);
}
