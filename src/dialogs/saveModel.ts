import type { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';
import { modelNameProblems } from '../names';
import type {
  IKernelVariables,
  IModelRegistry,
  IModelTransfers,
  ISaved,
  IVariable,
  KernelCheck,
  ModelHead
} from '../tokens';
import { type IProblem, toProblem } from '../ui/errors';
import { splitTags } from '../ui/tags';
import { FormModel } from './formModel';

/** Time to wait for the next keystroke before the registry is asked, in ms. */
const TYPING = 200;

/** One encoding that can be written. */
export type Choice = NonNullable<KernelCheck['choices']>[number];

/** State of the save dialog; no DOM. The result is the promise of the save, which has begun. */
export class SaveModel extends FormModel<{ saved: Promise<ISaved> }> {
  constructor(private _options: SaveModel.IOptions) {
    super();
    this._typing = new Debouncer(() => this._lookUp(), TYPING);
    this._variable = _options.variable ?? '';
    const { description = '', tags = '' } = _options.fields ?? {};
    this.fields = { description, tags };
    _options.variables.changed.connect(this._onVariables, this);
    _options.transfers.changed.connect(this._onTransfers, this);
    if (this.picksVariable) {
      // With the panel closed nobody has looked since the kernel's start.
      void _options.variables.refresh();
    }
    if (!this._variable && this.choosable.length === 1) {
      this._variable = this.choosable[0].name;
    }
    this._name = _options.name ?? this._variable;
    void this._check();
    void this._lookUp();
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  /** Description and tags, as typed. */
  readonly fields: { description: string; tags: string };

  /** Whether the user picks the variable here. */
  get picksVariable(): boolean {
    return !this._options.variable;
  }

  /** The models among the variables of the current kernel. */
  get choosable(): readonly IVariable[] {
    return this._options.variables.variables.filter(
      variable => variable.format?.kind === 'model'
    );
  }

  get variable(): string {
    return this._variable;
  }
  set variable(value: string) {
    this._variable = value;
    if (!this._touched && !this._options.name) {
      this._name = value;
      this._existing = null;
      void this._lookUp();
    }
    void this._check();
  }

  /** Name of the model; at first that of the variable. */
  get name(): string {
    return this._name;
  }
  set name(value: string) {
    this._name = value;
    this._touched = true;
    this._existing = null;
    this._problem = null;
    this.stateChanged.emit();
    void this._typing.invoke();
  }

  /** Rules that the name breaks, and what the server said about it. */
  get nameProblems(): readonly string[] {
    const broken = this._touched
      ? modelNameProblems(this._name, this.trans)
      : [];
    return this._problem?.field === 'model'
      ? [...broken, `${this._problem.message} ${this._problem.hint}`.trim()]
      : broken;
  }

  /** The model that gets one more version, or null for a new one. */
  get existing(): ModelHead | null {
    return this._existing;
  }

  /** What the agent found out; null while it has not answered. */
  get check(): KernelCheck | null {
    return this._answer;
  }

  /** Why the variable cannot be saved. */
  get refusal(): IProblem | null {
    return this._refusal;
  }

  /** Whether the name is bound to another object than the list showed, and the user has not agreed. */
  get rebound(): boolean {
    const id = this._options.id;
    const now = this._answer?.id;
    return !!id && !!now && now !== id && now !== this._agreed;
  }

  /** Save what the name is bound to now. */
  agreeToRebound(): void {
    this._agreed = this._answer?.id ?? '';
    this.stateChanged.emit();
  }

  get choices(): readonly Choice[] {
    return this._answer?.choices ?? [];
  }

  /** The encoding that is written. */
  get choice(): Choice | null {
    return (
      this.choices.find(({ encoding }) => encoding === this._encoding) ??
      this.choices[0] ??
      null
    );
  }

  setEncoding(encoding: string): void {
    this._encoding = encoding;
    this.stateChanged.emit();
  }

  /** Free bytes where models are kept, or null when unknown. */
  get free(): number | null {
    return this._options.registry.server.health?.free_bytes ?? null;
  }

  /** Whether the predicted size is more than there is room for. */
  get tooBig(): boolean {
    return (this._answer?.bytes ?? 0) > (this.free ?? Infinity);
  }

  /** What went wrong with the save, beyond the name. */
  get problem(): IProblem | null {
    return this._problem?.field === 'model' ? null : this._problem;
  }

  /** Whether a cell runs, so that the save can be queued behind it before the variable was looked at. */
  get canQueue(): boolean {
    const { variables, kernel } = this._options;
    return (
      !kernel &&
      variables.kernel?.status === 'busy' &&
      !this._answer &&
      !this._refusal &&
      this._listed?.format?.kind === 'model'
    );
  }

  get canSubmit(): boolean {
    return (
      (this._answer?.ok === true || this.canQueue) &&
      !this.rebound &&
      !this.tooBig &&
      modelNameProblems(this._name, this.trans).length === 0
    );
  }

  get submitLabel(): string {
    return this._existing
      ? this.trans.__('Save version %1', this._existing.latest.version + 1)
      : this.trans.__('Save');
  }

  async submit(): Promise<{ saved: Promise<ISaved> } | null> {
    this._problem = null;
    this.stateChanged.emit();
    const { transfers, kernel } = this._options;
    const known = new Set(transfers.current.map(transfer => transfer.id));
    const tags = splitTags(this.fields.tags);
    const saved = transfers.save({
      variable: this._variable,
      name: this._name,
      description: this.fields.description.trim() || undefined,
      tags: tags.length > 0 ? tags : undefined,
      encoding: this.choice?.encoding,
      format: this._answer?.format,
      bytes: this._answer?.bytes ?? undefined,
      id: this._answer?.id ?? this._listed?.id,
      kernel
    });
    try {
      await Promise.race([saved, this._begun(known)]);
      return { saved };
    } catch (reason) {
      this._problem = toProblem(reason);
      if (this._problem.code === 'rebound') {
        this._problem = null;
        await this._check();
      }
      this.stateChanged.emit();
      return null;
    }
  }

  override dispose(): void {
    this._typing.dispose();
    super.dispose();
  }

  /** The variable as the list shows it. */
  private get _listed(): IVariable | null {
    const { variables } = this._options.variables;
    return variables.find(({ name }) => name === this._variable) ?? null;
  }

  private _onVariables(): void {
    this.stateChanged.emit();
  }

  /** Resolves when a new save of this variable is on its way, from where on the row shows it. */
  private _begun(known: ReadonlySet<string>): Promise<void> {
    return new Promise(resolve => {
      this._onBegun = () => {
        const begun = this._options.transfers.current.some(
          transfer =>
            !known.has(transfer.id) &&
            transfer.kind === 'save' &&
            transfer.state !== 'failed' &&
            transfer.variable === this._variable &&
            transfer.model === this._name
        );
        if (begun) {
          resolve();
        }
      };
      this._onBegun();
    });
  }

  private _onTransfers(): void {
    this._onBegun();
  }

  private async _check(): Promise<void> {
    const asked = ++this._checks;
    this._answer = null;
    this._refusal = null;
    this.stateChanged.emit();
    if (!this._variable) {
      return;
    }
    try {
      const { transfers, kernel } = this._options;
      const answer = await transfers.check(this._variable, kernel);
      if (asked === this._checks && !this.isDisposed) {
        this._answer = answer;
        this._refusal = answer.ok ? null : toProblem(answer.error);
        this.stateChanged.emit();
      }
    } catch (reason) {
      if (asked === this._checks && !this.isDisposed) {
        this._refusal = toProblem(reason);
        this.stateChanged.emit();
      }
    }
  }

  /** Ask whether a model of this name exists. */
  private async _lookUp(): Promise<void> {
    const name = this._name;
    if (modelNameProblems(name, this.trans).length > 0) {
      return;
    }
    try {
      const existing = await this._options.registry.get(name);
      if (name === this._name && !this.isDisposed) {
        this._existing = existing;
        this.stateChanged.emit();
      }
    } catch (reason) {
      const problem = toProblem(reason);
      if (
        problem.code !== 'not_found' &&
        name === this._name &&
        !this.isDisposed
      ) {
        this._problem = problem;
        this.stateChanged.emit();
      }
    }
  }

  private _variable: string;
  private _name: string;
  private _touched = false;
  private _existing: ModelHead | null = null;
  private _answer: KernelCheck | null = null;
  private _refusal: IProblem | null = null;
  private _problem: IProblem | null = null;
  private _agreed = '';
  private _encoding = '';
  private _checks = 0;
  private _onBegun: () => void = () => undefined;
  private _typing: Debouncer;
}

/** Namespace of `SaveModel`. */
export namespace SaveModel {
  /** What it works with. */
  export interface IOptions {
    readonly registry: IModelRegistry;
    readonly variables: IKernelVariables;
    readonly transfers: IModelTransfers;
    readonly trans: TranslationBundle;
    /** The variable; without it the user picks one. */
    readonly variable?: string;
    /** Identity that the list showed for it. */
    readonly id?: string;
    readonly name?: string;
    readonly fields?: { description?: string; tags?: string };
    readonly kernel?: string;
  }
}
