import type { ModelHead } from '../../contract/schemas';

/** The most models that can be selected at once; each is changed by a request of its own. */
export const MOST = 1000;

/** The models that are selected, by id; they stay selected out of sight. */
export class Selection {
  get size(): number {
    return this._heads.size;
  }

  /** As they were when they were selected. */
  get heads(): readonly ModelHead[] {
    return [...this._heads.values()];
  }

  has(id: string): boolean {
    return this._heads.has(id);
  }

  /** Select these beside the others. */
  add(heads: readonly ModelHead[]): void {
    for (const head of heads) {
      if (this._heads.size < MOST || this._heads.has(head.id)) {
        this._heads.set(head.id, head);
      }
    }
  }

  toggle(head: ModelHead): void {
    if (!this._heads.delete(head.id)) {
      this.add([head]);
    }
  }

  /** Select these alone. */
  replace(heads: readonly ModelHead[]): void {
    this._heads.clear();
    this.add(heads);
  }

  clear(): void {
    this._heads.clear();
  }

  private readonly _heads = new Map<string, ModelHead>();
}
