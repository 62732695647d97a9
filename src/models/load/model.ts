import { Debouncer } from '@lumino/polling';
import { suggestVariable, variableNameProblem } from '../../kernel/pythonNames';
import type { IBegunTransfer, ILoaded } from '../../transfers/token';
import type {
  KernelTarget,
  LoadPart,
  Model,
  Schemas,
  Version
} from '../../contract/schemas';
import type { IProblem } from '../../ui/errors';
import { destination, noKernel } from './destination';
import { type ITransferOptions, TransferForm } from '../../transfers/form';

/** Time to wait for the next keystroke before the kernel is asked, in ms. */
const TYPING = 250;

/** File of the versions whose weights can be loaded without the rest, with which nothing runs. */
const WEIGHTS = 'weights.safetensors';

/** State of the load dialog; no DOM. */
export class LoadForm extends TransferForm<ILoaded, LoadForm.IOptions> {
  constructor(options: LoadForm.IOptions) {
    super(options);
    this._typing = new Debouncer(() => this._askKernel(), TYPING);
    this._variable = options.variable ?? '';
    this._part = options.part ?? null;
    void this._fetch();
  }

  get name(): string {
    return this.options.name;
  }

  /** The model, or null while it has not come. */
  get model(): Model | null {
    return this._model;
  }

  /** The version that is loaded. */
  get version(): Version | null {
    return (
      this._model?.items.find(({ version }) => version === this._version) ??
      null
    );
  }

  /** The version that was asked for and is not there any more, or null. */
  get goneVersion(): number | null {
    return this._goneVersion;
  }

  setVersion(version: number): void {
    this._goneVersion = null;
    this._version = version;
    this._confirm = null;
    this.failure = null;
    void this.fetchSources();
    void this._askKernel();
  }

  get variable(): string {
    return this._variable;
  }
  set variable(value: string) {
    this._variable = value;
    // An answer about the old name says nothing of this one.
    this.forget('target');
    this._asking = false;
    this._overwrite = false;
    this._target = null;
    this.failure = null;
    this.stateChanged.emit();
    void this._typing.invoke();
  }

  /** Why the variable's name is no good. */
  get variableProblem(): string | null {
    return this._model ? variableNameProblem(this._variable, this.trans) : null;
  }

  /** Why nothing can be loaded here at all, or ''. */
  get noKernel(): string {
    return noKernel(this.options);
  }

  /** Which document's kernel the model goes to. */
  get destination(): string {
    return destination(this.options);
  }

  /** What the kernel says about the variable's name; null while it has not answered. */
  get target(): KernelTarget | null {
    return this._target;
  }

  /** Whether the kernel was asked and has not answered. */
  get isAsking(): boolean {
    return this._asking;
  }

  /** Class of what the name is bound to now, or null when it is free. */
  get taken(): string | null {
    return this._target?.taken ?? null;
  }

  get overwrite(): boolean {
    return this._overwrite;
  }
  set overwrite(value: boolean) {
    this._overwrite = value;
    this.stateChanged.emit();
  }

  /** Whether the weights can be loaded alone. */
  get hasParts(): boolean {
    return this.version?.files.some(({ path }) => path === WEIGHTS) === true;
  }

  /** What is loaded; null is the whole model. */
  get part(): LoadPart | null {
    return this.hasParts ? this._part : null;
  }
  set part(part: LoadPart | null) {
    this._part = part;
    this._confirm = null;
    this.failure = null;
    void this.fetchSources();
    void this._askKernel();
  }

  /** Whether weights were asked for of a version from which only the whole model can be loaded. */
  get lacksParts(): boolean {
    return this._part !== null && this.version !== null && !this.hasParts;
  }

  /** Risk of loading what was chosen. */
  get risk(): Schemas['Risk'] | null {
    return (
      this._confirm?.risk ?? (this.part ? 'data' : (this.version?.risk ?? null))
    );
  }

  /** Whether it will not fit into the memory that is free for the kernel, as far as that is known. */
  get tooBig(): boolean {
    const { needed = 0, free = null } = this._target?.memory ?? {};
    return free !== null && needed > free;
  }

  /** What the user has to agree to, or null. */
  get confirm(): Schemas['Confirm'] | null {
    const { version, risk } = this;
    const me = this.options.registry.server.state.health?.user.username;
    const acts = risk === 'program' || risk === 'code';
    if (!this._confirm && version && acts && version.creator.username !== me) {
      return { author: version.creator, sha256: version.sha256, risk };
    }
    return this._confirm;
  }

  /** Text of the code that the version holds; null while it is not known. */
  get sources(): Schemas['Sources'] | null {
    return this._sources;
  }

  /** Why that text cannot be shown. */
  get sourcesProblem(): IProblem | null {
    return this._sourcesProblem;
  }

  /** Whether the user has been shown what there is to read; a text that is damaged cannot be waited for. */
  get canTrust(): boolean {
    return this._sources !== null || this._sourcesProblem?.code === 'damaged';
  }

  /** Whether the administrator forbids what others saved and what can act by itself. */
  get forbidden(): boolean {
    return (
      this.confirm !== null &&
      this.options.registry.server.state.health?.allow_code_from_others ===
        false
    );
  }

  get trusted(): boolean {
    return this._trusted;
  }
  set trusted(value: boolean) {
    this._trusted = value;
    this.stateChanged.emit();
  }

  get canSubmit(): boolean {
    return (
      this.version !== null &&
      this.noKernel === '' &&
      variableNameProblem(this._variable, this.trans) === null &&
      this._target?.ok !== false &&
      (this.taken === null || this._overwrite) &&
      (this.confirm === null || (this.canTrust && this._trusted)) &&
      !this.forbidden
    );
  }

  get submitLabel(): string {
    return this.taken === null
      ? this.trans.__('Load')
      : this.trans.__('Replace');
  }

  async submit(): Promise<IBegunTransfer<ILoaded> | null> {
    const { transfers, kernel } = this.options;
    const variable = this._variable;
    const name = this._model?.name ?? this.options.name;
    const begun = await this.begin(() =>
      transfers.load({
        name,
        version: this._version,
        variable,
        overwrite: this._overwrite,
        trust: this._trusted ? this.confirm?.sha256 : undefined,
        part: this.part ?? undefined,
        kernel
      })
    );
    if (this.failure?.confirm) {
      this._confirm = this.failure.confirm;
      void this.fetchSources();
    }
    if (this.failure?.code === 'taken') {
      void this._askKernel();
    }
    return begun;
  }

  /** Of what the user has to agree to, fetch the text to read before; again when that failed. */
  async fetchSources(): Promise<void> {
    const { version } = this;
    this._sources = null;
    this._sourcesProblem = null;
    this._trusted = false;
    this.forget('sources');
    this.stateChanged.emit();
    if (!version || !this.confirm) {
      return;
    }
    const { registry, name } = this.options;
    await this.ask('sources', registry.sources(name, version.version), {
      answer: sources => {
        this._sources = sources;
      },
      problem: problem => {
        this._sourcesProblem = problem;
      }
    });
  }

  override dispose(): void {
    this._typing.dispose();
    super.dispose();
  }

  private async _fetch(): Promise<void> {
    const { registry, name, version } = this.options;
    await this.ask('model', registry.get(name), {
      answer: model => {
        this._model = model;
        this._choose(version, model);
        this._variable =
          this._variable ||
          this.version?.variable ||
          suggestVariable(model.name);
        void this.fetchSources();
        void this._askKernel();
      },
      problem: problem => {
        this.failure = problem;
      }
    });
  }

  /** Take the version that was asked for, the latest when there is none or it is gone. */
  private _choose(wanted: number | undefined, { items, latest }: Model): void {
    const isThere = items.some(({ version }) => version === wanted);
    this._goneVersion = isThere ? null : (wanted ?? null);
    this._version = (isThere ? wanted : latest?.version) ?? 0;
  }

  /** Ask the kernel whether the name is taken, the libraries are there and the memory is enough. */
  private async _askKernel(): Promise<void> {
    const { version } = this;
    const { transfers, kernel } = this.options;
    this.forget('target');
    this._target = null;
    this._asking = !!version && !this.noKernel && !this.variableProblem;
    this.stateChanged.emit();
    if (!version || !this._asking) {
      return;
    }
    // Of a part no code is read, so what hinders code does not count.
    const wanted = this.part ? { ...version, risk: 'data' as const } : version;
    await this.ask('target', transfers.target(this._variable, wanted, kernel), {
      answer: target => {
        this._target = target;
        this._asking = false;
      },
      problem: problem => {
        this.failure = problem;
        this._asking = false;
      }
    });
  }

  private _model: Model | null = null;
  private _version = 0;
  private _goneVersion: number | null = null;
  private _variable: string;
  private _part: LoadPart | null;
  private _target: KernelTarget | null = null;
  private _sources: Schemas['Sources'] | null = null;
  private _sourcesProblem: IProblem | null = null;
  private _overwrite = false;
  private _trusted = false;
  private _confirm: Schemas['Confirm'] | null = null;
  private _asking = false;
  private _typing: Debouncer;
}

/** Namespace of `LoadForm`. */
export namespace LoadForm {
  /** What it works with. */
  export interface IOptions extends ITransferOptions {
    readonly name: string;
    readonly version?: number;
    readonly variable?: string;
    readonly part?: LoadPart;
  }
}
