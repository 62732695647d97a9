import type { TranslationBundle } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';
import { suggestVariable, variableNameProblem } from '../names';
import type {
  IKernelVariables,
  ILoaded,
  IModelRegistry,
  IModelTransfers,
  KernelTarget,
  Model,
  Schemas,
  Version
} from '../tokens';
import { type IProblem, toProblem } from '../ui/errors';
import { FormModel } from './formModel';

/** Time to wait for the next keystroke before the kernel is asked, in ms. */
const TYPING = 250;

/** State of the load dialog; no DOM. The result is the promise of the load, which has begun. */
export class LoadModel extends FormModel<{ loaded: Promise<ILoaded> }> {
  constructor(private _options: LoadModel.IOptions) {
    super();
    this._typing = new Debouncer(() => this._askKernel(), TYPING);
    this._variable = _options.variable ?? '';
    _options.transfers.changed.connect(this._onTransfers, this);
    _options.variables.changed.connect(this._onVariables, this);
    void this._fetch();
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  get name(): string {
    return this._options.name;
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
    this._trusted = false;
    this._confirm = null;
    this._problem = null;
    void this._askKernel();
  }

  get variable(): string {
    return this._variable;
  }
  set variable(value: string) {
    this._variable = value;
    // An answer about the old name says nothing of this one.
    this._asked += 1;
    this._asking = false;
    this._overwrite = false;
    this._target = null;
    this._problem = null;
    this.stateChanged.emit();
    void this._typing.invoke();
  }

  /** Why the variable's name is no good. */
  get variableProblem(): string | null {
    return this._model ? variableNameProblem(this._variable, this.trans) : null;
  }

  /** Why nothing can be loaded here at all, or ''. */
  get noKernel(): string {
    const { variables, kernel } = this._options;
    if (kernel) {
      return '';
    }
    switch (variables.status) {
      case 'no-kernel':
        return this.trans.__(
          'There is no kernel to load into. Open a notebook with a Python kernel, then press Load again.'
        );
      case 'unsupported':
        return this.trans.__(
          'The current kernel speaks %1. Models are loaded into Python kernels.',
          variables.detail
        );
      case 'dead':
        return this.trans.__(
          'The kernel has died. Restart it, then press Load again.'
        );
      case 'disconnected':
        return this.trans.__(
          'There is no connection to the kernel now. Wait until it is back.'
        );
      default:
        return '';
    }
  }

  /** Which document's kernel the model goes to. */
  get destination(): string {
    const { variables, kernel } = this._options;
    if (kernel && kernel !== variables.kernel?.id) {
      const choice = variables.choices.find(({ id }) => id === kernel);
      return choice ? choice.documents.join(', ') || choice.kernel : kernel;
    }
    return variables.path ?? variables.kernelName;
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

  /** What the user has to agree to, or null. */
  get confirm(): Schemas['Confirm'] | null {
    const { version } = this;
    const me = this._options.registry.server.health?.user.username;
    if (version?.risk === 'code' && version.creator.username !== me) {
      return {
        author: version.creator,
        sha256: version.sha256,
        risk: version.risk
      };
    }
    return this._confirm;
  }

  /** Whether the administrator forbids to run code that somebody else saved. */
  get forbidden(): boolean {
    return (
      this.confirm !== null &&
      this._options.registry.server.health?.allow_code_from_others === false
    );
  }

  get trusted(): boolean {
    return this._trusted;
  }
  set trusted(value: boolean) {
    this._trusted = value;
    this.stateChanged.emit();
  }

  get problem(): IProblem | null {
    return this._problem;
  }

  get canSubmit(): boolean {
    return (
      this.version !== null &&
      this.noKernel === '' &&
      variableNameProblem(this._variable, this.trans) === null &&
      this._target?.ok !== false &&
      (this.taken === null || this._overwrite) &&
      (this.confirm === null || this._trusted) &&
      !this.forbidden
    );
  }

  get submitLabel(): string {
    return this.taken === null
      ? this.trans.__('Load')
      : this.trans.__('Replace');
  }

  async submit(): Promise<{ loaded: Promise<ILoaded> } | null> {
    this._problem = null;
    const { transfers, kernel, name } = this._options;
    const known = new Set(transfers.current.map(transfer => transfer.id));
    const loaded = transfers.load({
      name: this._model?.name ?? name,
      version: this._version,
      variable: this._variable,
      overwrite: this._overwrite,
      trust: this._trusted ? this.confirm?.sha256 : undefined,
      kernel
    });
    try {
      await Promise.race([loaded, this._begun(known)]);
      return { loaded };
    } catch (reason) {
      this._problem = toProblem(reason);
      this._confirm = this._problem.confirm ?? this._confirm;
      if (this._problem.code === 'taken') {
        void this._askKernel();
      }
      this.stateChanged.emit();
      return null;
    }
  }

  override dispose(): void {
    this._typing.dispose();
    super.dispose();
  }

  private _begun(known: ReadonlySet<string>): Promise<void> {
    return new Promise(resolve => {
      this._onBegun = () => {
        const begun = this._options.transfers.current.some(
          transfer =>
            !known.has(transfer.id) &&
            transfer.kind === 'load' &&
            transfer.state !== 'failed' &&
            transfer.variable === this._variable
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

  private _onVariables(): void {
    this.stateChanged.emit();
  }

  private async _fetch(): Promise<void> {
    try {
      const model = await this._options.registry.get(this._options.name);
      if (this.isDisposed) {
        return;
      }
      this._model = model;
      this._choose(this._options.version, model);
      this._variable =
        this._variable || this.version?.variable || suggestVariable(model.name);
      this.stateChanged.emit();
      await this._askKernel();
    } catch (reason) {
      if (!this.isDisposed) {
        this._problem = toProblem(reason);
        this.stateChanged.emit();
      }
    }
  }

  /** Take the version that was asked for, the latest when there is none or it is gone. */
  private _choose(wanted: number | undefined, { items, latest }: Model): void {
    const isThere = items.some(({ version }) => version === wanted);
    this._goneVersion = isThere ? null : (wanted ?? null);
    this._version = isThere && wanted ? wanted : latest.version;
  }

  /** Ask the kernel whether the name is taken and the libraries are there; late answers are dropped. */
  private async _askKernel(): Promise<void> {
    const asked = ++this._asked;
    const { version } = this;
    this._target = null;
    this._asking = !!version && !this.noKernel && !this.variableProblem;
    this.stateChanged.emit();
    if (!version || !this._asking) {
      return;
    }
    try {
      const { transfers, kernel } = this._options;
      const target = await transfers.target(this._variable, version, kernel);
      if (asked === this._asked && !this.isDisposed) {
        this._target = target;
        this._asking = false;
        this.stateChanged.emit();
      }
    } catch (reason) {
      if (asked === this._asked && !this.isDisposed) {
        this._problem = toProblem(reason);
        this._asking = false;
        this.stateChanged.emit();
      }
    }
  }

  private _model: Model | null = null;
  private _version = 0;
  private _goneVersion: number | null = null;
  private _variable: string;
  private _target: KernelTarget | null = null;
  private _overwrite = false;
  private _trusted = false;
  private _confirm: Schemas['Confirm'] | null = null;
  private _problem: IProblem | null = null;
  private _asked = 0;
  private _asking = false;
  private _onBegun: () => void = () => undefined;
  private _typing: Debouncer;
}

/** Namespace of `LoadModel`. */
export namespace LoadModel {
  /** What it works with. */
  export interface IOptions {
    readonly registry: IModelRegistry;
    readonly variables: IKernelVariables;
    readonly transfers: IModelTransfers;
    readonly trans: TranslationBundle;
    readonly name: string;
    readonly version?: number;
    readonly variable?: string;
    readonly kernel?: string;
  }
}
