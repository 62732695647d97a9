import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import { CommandIds } from '../../contract/commands';
import { splitTags } from '../../registry/names';
import type { IModelRegistry } from '../../registry/token';
import type { Family, Model, Schemas, Version } from '../../contract/schemas';
import type { IFormats } from '../../kernel/token';
import { LatestAnswer } from '../../timing/latestAnswer';
import { canWrite } from '../../server/token';
import { type IProblem, toProblem } from '../../ui/errors';

/** The text of the code of one version, or why it did not come. */
interface ICode {
  /** Digest of the version. */
  readonly of: string;
  readonly sources: Schemas['Sources'] | null;
  readonly problem: IProblem | null;
}

/** State of the page of one model; no DOM. */
export class PageModel extends VDomModel {
  constructor(private _options: PageModel.IOptions) {
    super();
    this._version = _options.version ?? null;
    _options.registry.changed.connect(this._onRegistry, this);
    _options.registry.server.stateChanged.connect(this._onRegistry, this);
    void this.refresh();
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  /** Name under which the page was opened. */
  get name(): string {
    return this._model?.name ?? this._options.name;
  }

  /** The model; null while it has not come. After its deletion what it was last. */
  get model(): Model | null {
    return this._model;
  }

  /** Whether the model is no longer there. */
  get gone(): boolean {
    return this._gone;
  }

  get problem(): IProblem | null {
    return this._problem;
  }

  get canWrite(): boolean {
    return !this._gone && canWrite(this._options.registry.server);
  }

  /** The version that is shown: the chosen one, else the latest. */
  get version(): Version | null {
    const items = this._model?.items ?? [];
    return (
      items.find(({ version }) => version === this._version) ?? items[0] ?? null
    );
  }

  /** How a library is shown. */
  family(name: string): Family {
    return this._options.formats.table.family(name);
  }

  /** Show a version; null follows the latest. */
  choose(version: number | null): void {
    this._version = version;
    this.stateChanged.emit();
  }

  /** Text of the code that the shown version holds; null while it is not known. */
  get sources(): Schemas['Sources'] | null {
    return this._codeShown?.sources ?? null;
  }

  /** Why the text of the code did not come, or null. */
  get sourcesProblem(): IProblem | null {
    return this._codeShown?.problem ?? null;
  }

  /** Fetch the text of the code that the shown version holds. */
  async fetchSources(): Promise<void> {
    const { version } = this;
    if (!version) {
      return;
    }
    const of = version.sha256;
    this._code = { of, sources: null, problem: null };
    this.stateChanged.emit();
    const counts = await this._codeAnswer.ask(
      () => this._options.registry.sources(this.name, version.version),
      {
        answer: sources => {
          this._code = { of, sources, problem: null };
        },
        failure: reason => {
          this._code = { of, sources: null, problem: toProblem(reason) };
        }
      }
    );
    if (counts) {
      this.stateChanged.emit();
    }
  }

  /** Fetch the model, after a new handshake where the server part did not answer as it should. */
  async tryAgain(): Promise<void> {
    const { registry } = this._options;
    await (registry.server.state.status === 'ready'
      ? this.refresh()
      : registry.server.refresh());
  }

  async refresh(): Promise<void> {
    const { formats, registry, name } = this._options;
    const { status, message } = registry.server.state;
    if (status !== 'ready') {
      this._modelAnswer.renew();
      if (status !== 'unknown') {
        this._fail({ code: status, message });
      }
      return;
    }
    const counts = await this._modelAnswer.ask(
      () => Promise.all([registry.get(name), formats.load()]),
      {
        answer: ([model]) => {
          this._model = model;
          this._gone = false;
          this._problem = null;
        },
        failure: reason => {
          const problem = toProblem(reason);
          this._gone = problem.code === 'not_found';
          this._problem = this._gone ? null : problem;
        }
      }
    );
    if (counts) {
      this.stateChanged.emit();
    }
  }

  /** Keep a new description. */
  describe(description: string): Promise<boolean> {
    return this._change({ description });
  }

  /** Keep new tags, as typed: separated by commas. */
  tag(text: string): Promise<boolean> {
    return this._change({ tags: splitTags(text) });
  }

  load(): void {
    this._run(CommandIds.load, this._args());
  }

  insertLoadCode(): void {
    // As from a row's menu: the command asks for trust, and says itself why there is no code.
    this._run(CommandIds.insertLoadCode, { ...this._args(), row: true });
  }

  delete(version?: number): void {
    this._run(CommandIds.delete, {
      name: this.name,
      ...(version !== undefined && { version })
    });
  }

  /** Bring the model back from the trash. */
  async restore(): Promise<void> {
    try {
      await this._options.commands.execute(CommandIds.restore, {
        name: this.name
      });
      await this.refresh();
    } catch (reason) {
      this._fail(reason);
    }
  }

  /** Open the notebook that the version was saved from. */
  openNotebook(path: string): void {
    this._run('docmanager:open', { path });
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._modelAnswer.dispose();
      this._codeAnswer.dispose();
      Signal.clearData(this);
    }
    super.dispose();
  }

  /** Of another version than the shown one it counts no more. */
  private get _codeShown(): ICode | null {
    return this._code?.of === this.version?.sha256 ? this._code : null;
  }

  private _onRegistry(): void {
    void this.refresh();
  }

  private _args(): { name: string; version?: number } {
    const version = this.version?.version;
    return { name: this.name, ...(version !== undefined && { version }) };
  }

  private _run(command: string, args: ReadonlyPartialJSONObject): void {
    const { commands } = this._options;
    commands.execute(command, args).catch(reason => this._fail(reason));
  }

  private _fail(reason: unknown): void {
    if (!this.isDisposed) {
      this._problem = toProblem(reason);
      this.stateChanged.emit();
    }
  }

  /** Gives whether the change was made; else `problem` says why not. */
  private async _change(change: Schemas['ModelChange']): Promise<boolean> {
    try {
      this._model = await this._options.registry.update(this.name, change);
      this._problem = null;
      return true;
    } catch (reason) {
      this._problem = toProblem(reason);
      return false;
    } finally {
      this.stateChanged.emit();
    }
  }

  private _model: Model | null = null;
  private _version: number | null;
  private _code: ICode | null = null;
  private _gone = false;
  private _problem: IProblem | null = null;
  private readonly _modelAnswer = new LatestAnswer();
  private readonly _codeAnswer = new LatestAnswer();
}

/** Namespace of `PageModel`. */
export namespace PageModel {
  /** What it works with. */
  export interface IOptions {
    readonly registry: IModelRegistry;
    readonly formats: IFormats;
    readonly commands: CommandRegistry;
    readonly trans: TranslationBundle;
    readonly name: string;
    readonly version?: number;
  }
}
