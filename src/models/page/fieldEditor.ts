import { type IProblem, toProblem } from '../../ui/errors';

/** A value that can be edited as a text. */
export interface IField<T> {
  /** What it is now. */
  value(): T;
  toText(value: T): string;
  /** @param from - the value that the edit began with */
  parse(text: string, from: T): T;
  /** Change it from what the user saw; rejects with `changed_meanwhile` when it is something else by now. */
  send(from: T, to: T): Promise<void>;
  /** What is wrong with a text before it is sent. */
  check?(text: string): readonly string[];
}

/**
 * A field that is edited in its place; no DOM.
 *
 * What was typed stays until it is saved or given up, whatever is fetched meanwhile.
 */
export class FieldEditor<T = unknown> {
  /** @param _changed - called when there is something else to show */
  constructor(
    private _field: IField<T>,
    private _changed: () => void
  ) {}

  /** The text as it stands without an edit. */
  get shown(): string {
    return this._field.toText(this._field.value());
  }

  /** What was typed; null when the field is not edited. */
  get typed(): string | null {
    return this._typed;
  }

  get isOpen(): boolean {
    return this._typed !== null;
  }

  /** Why it was not saved. */
  get problem(): IProblem | null {
    return this._problem;
  }

  /** Whether somebody else changed it meanwhile, so that the user has to choose. */
  get hasConflict(): boolean {
    return this._problem?.code === 'changed_meanwhile';
  }

  /** What is wrong with the text before it is sent. */
  get faults(): readonly string[] {
    return this._typed === null ? [] : (this._field.check?.(this._typed) ?? []);
  }

  get canSave(): boolean {
    return this.isOpen && !this._isSaving && this.faults.length === 0;
  }

  open(): void {
    if (!this.isOpen) {
      this.takeTheirs();
    }
  }

  /** Begin anew from what is there now. */
  takeTheirs(): void {
    this._from = this._field.value();
    this._set(this._field.toText(this._from), null);
  }

  type(text: string): void {
    this._set(text, this._problem);
  }

  close(): void {
    this._set(null, null);
  }

  /** Save it; after a conflict, over what is there now. */
  async save(): Promise<void> {
    const { _typed: text, _field: field } = this;
    if (text === null || !this.canSave) {
      return;
    }
    const from = this.hasConflict ? field.value() : (this._from as T);
    if (text === field.toText(from)) {
      this.close();
      return;
    }
    this._isSaving = true;
    this._changed();
    try {
      await field.send(from, field.parse(text, this._from as T));
      this.close();
    } catch (reason) {
      this._set(this._typed, toProblem(reason));
    } finally {
      this._isSaving = false;
      this._changed();
    }
  }

  private _set(typed: string | null, problem: IProblem | null): void {
    this._typed = typed;
    this._problem = problem;
    this._changed();
  }

  private _typed: string | null = null;
  /** What the field was when the edit began. */
  private _from: T | null = null;
  private _problem: IProblem | null = null;
  private _isSaving = false;
}
