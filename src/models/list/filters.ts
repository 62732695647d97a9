import type { Schemas } from '../../contract/schemas';
import type { IModelFilter } from '../../registry/token';

/** A field that models are filtered by. */
export type Field = Schemas['FacetField'];

/** The fields in the order in which they are shown. */
export const FIELDS: readonly Field[] = [
  'type',
  'state',
  'family',
  'author',
  'tag',
  'notebook'
];

/** How many values of a field can be chosen at once, as the server has it; of the others there are not so many. */
const MOST: Partial<Record<Field, number>> = {
  author: 20,
  tag: 32,
  notebook: 20
};

/** What is chosen of each field; nothing of a field leaves all models in. */
export class Filters {
  /** As the registry takes it. */
  get chosen(): Omit<IModelFilter, 'q'> {
    return Object.fromEntries(
      [...this._values].map(([field, values]) => [field, [...values]])
    );
  }

  get isEmpty(): boolean {
    return this._values.size === 0;
  }

  /** Values that are chosen of a field, in the order in which they were chosen. */
  of(field: Field): readonly string[] {
    return [...(this._values.get(field) ?? [])];
  }

  /** How many values of a field are the most, where so many are chosen; null as long as there can be more. */
  limitOf(field: Field): number | null {
    const most = MOST[field];
    return most !== undefined && this.of(field).length >= most ? most : null;
  }

  /** What people call a value that is chosen. */
  labelOf(field: Field, value: string): string {
    return this._labels.get(`${field} ${value}`) ?? value;
  }

  /** Choose a value, or take it back. */
  toggle(field: Field, value: string, isOn: boolean, label = value): void {
    this._labels.set(`${field} ${value}`, label);
    const values = new Set(this._values.get(field));
    if (isOn) {
      values.add(value);
    } else {
      values.delete(value);
    }
    if (values.size > 0) {
      this._values.set(field, values);
    } else {
      this._values.delete(field);
    }
  }

  clear(): void {
    this._values.clear();
  }

  private readonly _labels = new Map<string, string>();
  private readonly _values = new Map<Field, ReadonlySet<string>>();
}
