import { Debouncer } from '@lumino/polling';
import { movedOn } from '../../kernel/debugger/breakpoint';
import { modelNameProblems, splitTags } from '../../registry/names';
import type { IBegunTransfer, ISaved } from '../../transfers/token';
import type { IVariable } from '../../kernel/token';
import type { KernelCheck, ModelHead, Schemas } from '../../contract/schemas';
import { type IProblem, toProblem } from '../../ui/errors';
import { type ITransferOptions, TransferForm } from '../../transfers/form';

/** Time to wait for the next keystroke before the registry is asked, in ms. */
const TYPING = 200;

/** One encoding that can be written. */
export type Choice = NonNullable<KernelCheck['choices']>[number];

/** State of the save dialog; no DOM. */
export class SaveForm extends TransferForm<ISaved, SaveForm.IOptions> {
  constructor(options: SaveForm.IOptions) {
    super(options);
    this._typing = new Debouncer(() => this._lookUp(), TYPING);
    this._variable = options.variable ?? '';
    const { description = '', tags = '' } = options.fields ?? {};
    this._fields = { description, tags };
    this._keepsCell = options.transfers.keepsCell;
    if (this.picksVariable) {
      // With the panel closed nobody has looked since the kernel's start.
      void options.variables.refresh();
    }
    const models = this.choosable.filter(
      ({ format }) => format?.kind === 'model'
    );
    if (!this._variable && models.length === 1) {
      this._variable = models[0].name;
    }
    this._name = options.name ?? this._variable;
    void this._check();
    void this._lookUp();
    void this._measure();
  }

  /** Description and tags, as typed. */
  get fields(): Readonly<SaveForm.IFields> {
    return this._fields;
  }

  setField(name: keyof SaveForm.IFields, text: string): void {
    this._fields = { ...this._fields, [name]: text };
    this.stateChanged.emit();
  }

  /** Whether the user picks the variable here. */
  get picksVariable(): boolean {
    return !this.options.variable;
  }

  /** The variables of the current kernel that can be saved. */
  get choosable(): readonly IVariable[] {
    return this.options.variables.variables.filter(({ format }) => format);
  }

  get variable(): string {
    return this._variable;
  }
  set variable(value: string) {
    this._variable = value;
    if (!this._touched && !this.options.name) {
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
    this.failure = null;
    this.stateChanged.emit();
    void this._typing.invoke();
  }

  /** Rules that the name breaks, and what the server said about it. */
  get nameProblems(): readonly string[] {
    const broken = this._touched
      ? modelNameProblems(this._name, this.trans)
      : [];
    return this.failure?.field === 'model'
      ? [...broken, `${this.failure.message} ${this.failure.hint}`.trim()]
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
    return this._hasMovedOn
      ? toProblem(movedOn(this._variable, this.trans))
      : this._refusal;
  }

  /** Whether the name is bound to another object than the list showed, and the user has not agreed. */
  get rebound(): boolean {
    const id = this.options.id;
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

  /** The cell that made the variable; null when it is not known. */
  get cell(): Schemas['Cell'] | null {
    return this._answer?.cell ?? null;
  }

  /** Whether the source of that cell is kept with the version. */
  get keepsCell(): boolean {
    return this._keepsCell;
  }
  set keepsCell(value: boolean) {
    this._keepsCell = value;
    this.stateChanged.emit();
  }

  /** Free bytes where models are kept, or null when unknown. */
  get free(): number | null {
    return this.options.registry.server.state.health?.free_bytes ?? null;
  }

  /** Whether the predicted size is more than there is room for. */
  get tooBig(): boolean {
    return (this._answer?.bytes ?? 0) > (this.free ?? Infinity);
  }

  /** What went wrong with the save, beyond the name. */
  override get problem(): IProblem | null {
    return this.failure?.field === 'model' ? null : this.failure;
  }

  /** Whether a cell runs, so that the save can be queued behind it before the variable was looked at. */
  get canQueue(): boolean {
    const { variables, kernel } = this.options;
    return (
      !kernel &&
      variables.kernel?.status === 'busy' &&
      !this._answer &&
      !this.refusal &&
      (this._frame !== undefined || !!this._listed?.format)
    );
  }

  /** Whether it is a local variable, of which nothing can be said before the cell has ended. */
  get isLocal(): boolean {
    return this._frame !== undefined;
  }

  get canSubmit(): boolean {
    return (
      (this._answer?.ok === true || this.canQueue) &&
      !this.rebound &&
      !this.tooBig &&
      modelNameProblems(this._name, this.trans).length === 0
    );
  }

  /** Number that the version will most likely get. */
  get nextVersion(): number {
    return (this._existing?.latest?.version ?? 0) + 1;
  }

  get submitLabel(): string {
    return this._existing
      ? this.trans.__('Save version %1', this.nextVersion)
      : this.trans.__('Save');
  }

  async submit(): Promise<IBegunTransfer<ISaved> | null> {
    const { transfers, kernel } = this.options;
    const tags = splitTags(this.fields.tags);
    const variable = this._variable;
    const name = this._name;
    const begun = await this.begin(() =>
      transfers.save({
        variable,
        name,
        description: this.fields.description.trim() || undefined,
        tags: tags.length > 0 ? tags : undefined,
        encoding: this.choice?.encoding,
        format: this.choice?.format,
        bytes: this._answer?.bytes ?? undefined,
        id: this._answer?.id ?? this._listed?.id,
        frame: this._frame,
        keepCell: this._keepsCell,
        kernel
      })
    );
    if (this.failure?.code === 'rebound') {
      this.failure = null;
      await this._check();
    }
    return begun;
  }

  override dispose(): void {
    this._typing.dispose();
    super.dispose();
  }

  /** The variable as the list shows it. */
  private get _listed(): IVariable | null {
    const { variables } = this.options.variables;
    return variables.find(({ name }) => name === this._variable) ?? null;
  }

  /** Whether it is a local variable of a frame that the debugger shows no more. */
  private get _hasMovedOn(): boolean {
    return this._frame !== undefined && this._listed?.frame !== this._frame;
  }

  /** Have the agent look at the variable. */
  private async _check(): Promise<void> {
    const { transfers, kernel } = this.options;
    this._answer = null;
    this._refusal = null;
    // Taken now: once the debugger goes on, the name means a global variable.
    this._frame = kernel ? undefined : this._listed?.frame;
    this.forget('check');
    this.stateChanged.emit();
    if (!this._variable || this._frame !== undefined) {
      return;
    }
    await this.ask('check', transfers.check(this._variable, kernel), {
      answer: answer => {
        this._answer = answer;
        this._refusal = answer.ok ? null : toProblem(answer.error);
      },
      problem: problem => {
        this._refusal = problem;
      }
    });
  }

  /** Ask whether a model of this name exists. */
  private async _lookUp(): Promise<void> {
    this.forget('name');
    if (modelNameProblems(this._name, this.trans).length > 0) {
      return;
    }
    await this.ask('name', this.options.registry.get(this._name), {
      answer: existing => {
        this._existing = existing;
      },
      problem: problem => {
        this.failure = problem.code === 'not_found' ? this.failure : problem;
      }
    });
  }

  /** How much room there is was asked some time ago. */
  private async _measure(): Promise<void> {
    await this.options.registry.server.refresh();
    if (!this.isDisposed) {
      this.stateChanged.emit();
    }
  }

  private _fields: SaveForm.IFields;
  private _variable: string;
  private _name: string;
  private _touched = false;
  private _keepsCell: boolean;
  private _existing: ModelHead | null = null;
  private _answer: KernelCheck | null = null;
  private _refusal: IProblem | null = null;
  private _agreed = '';
  /** The debugger's frame of a local variable, which the agent cannot look at before the cell ends. */
  private _frame: number | undefined;
  private _encoding = '';
  private _typing: Debouncer;
}

/** Namespace of `SaveForm`. */
export namespace SaveForm {
  /** What the user may add. */
  export interface IFields {
    description: string;
    tags: string;
  }

  /** What it works with. */
  export interface IOptions extends ITransferOptions {
    /** The variable; without it the user picks one. */
    readonly variable?: string;
    /** Identity that the list showed for it. */
    readonly id?: string;
    readonly name?: string;
    readonly fields?: Partial<IFields>;
  }
}
