import { VDomModel } from '@jupyterlab/ui-components';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { Schemas } from '../../contract/schemas';
import { LatestAnswer } from '../../timing/latestAnswer';
import { type IProblem, toProblem } from '../../ui/errors';
import type { Field } from './filters';
import type { ModelListModel } from './model';

/** Values that are asked for; the field above them finds others. */
const VALUES = 50;

/** Time to wait for the next keystroke, in ms. */
const TYPING = 150;

/** The values of a field that models can be filtered by, while somebody looks at them; no DOM. */
export class FacetModel extends VDomModel {
  constructor(
    private readonly _list: ModelListModel,
    readonly field: Field
  ) {
    super();
    this._typing = new Debouncer(() => this._ask(), TYPING);
    _list.registry.changed.connect(this._onRegistry, this);
    void this._ask();
  }

  /** Null while they are on the way. */
  get values(): readonly Schemas['FacetValue'][] | null {
    return this._values;
  }

  /** Whether there are more values than are listed without a search. */
  get isLong(): boolean {
    return this._all > VALUES;
  }

  /** How many values have the text that is sought. */
  get total(): number {
    return this._total;
  }

  get problem(): IProblem | null {
    return this._problem;
  }

  /** Text sought in the values. */
  get query(): string {
    return this._query;
  }
  set query(value: string) {
    this._query = value;
    this.stateChanged.emit();
    void this._typing.invoke();
  }

  isChosen(value: string): boolean {
    return this._list.filters.of(this.field).includes(value);
  }

  /** How many values can be chosen at most, where that many are; else null. */
  get limit(): number | null {
    return this._list.filters.limitOf(this.field);
  }

  choose({ value, label }: Schemas['FacetValue'], isOn: boolean): void {
    this._list.choose(this.field, value, isOn, label);
    this.stateChanged.emit();
    void this._ask();
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._latest.dispose();
      this._typing.dispose();
      Signal.clearData(this);
    }
    super.dispose();
  }

  private _onRegistry(): void {
    void this._ask();
  }

  private async _ask(): Promise<void> {
    const { field } = this;
    const value = this._query.trim() || undefined;
    const counts = await this._latest.ask(
      signal =>
        this._list.registry.facets(
          { ...this._list.filter, field, value, limit: VALUES },
          signal
        ),
      {
        answer: ({ facets }) => {
          const facet = facets.find(each => each.field === field);
          this._values = facet?.values ?? [];
          this._total = facet?.total ?? 0;
          this._all = value === undefined ? this._total : this._all;
          this._problem = null;
        },
        failure: reason => {
          this._problem = toProblem(reason);
        }
      }
    );
    if (counts) {
      this.stateChanged.emit();
    }
  }

  private _values: readonly Schemas['FacetValue'][] | null = null;
  private _total = 0;
  private _all = 0;
  private _query = '';
  private _problem: IProblem | null = null;
  private readonly _latest = new LatestAnswer();
  private readonly _typing: Debouncer;
}
