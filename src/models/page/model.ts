import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomModel } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { CommandIds } from '../../contract/commands';
import { fetchModel } from '../../registry/byId';
import type { IModelRegistry } from '../../registry/token';
import type { Family, Model, Schemas, Version } from '../../contract/schemas';
import type { IFormats } from '../../kernel/token';
import { canWrite } from '../../server/token';
import { DelayedCall } from '../../timing/delayedCall';
import { LatestAnswer } from '../../timing/latestAnswer';
import { type IProblem, toProblem } from '../../ui/errors';
import type { Undo } from '../undo';
import { PageFields } from './fields';

/** Events of operations that come closer together than this (ms) make one request. */
const QUIET = 300;

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
    const { registry, trans, undo } = _options;
    this.fields = new PageFields({
      registry,
      trans,
      undo,
      model: () => this._model,
      edited: model => {
        this._modelAnswer.renew();
        this._take(model);
      },
      refetch: () => this.refresh(),
      changed: () => this.stateChanged.emit()
    });
    registry.changed.connect(this._onRegistry, this);
    registry.server.stateChanged.connect(this._onRegistry, this);
    this._events = registry.server.onEvent('operation', () =>
      this._operation.request()
    );
    void this.refresh();
  }

  get trans(): TranslationBundle {
    return this._options.trans;
  }

  /** What can be edited on the page. */
  readonly fields: PageFields;

  /** The name as it is known; it may be another one by now. */
  get name(): string {
    return this._model?.name ?? this._options.name;
  }

  /** What the model is known by whatever its name is; undefined while that is not known. */
  get id(): string | undefined {
    return this._model?.id ?? this._options.id;
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
      items.find(({ version }) => version === this._version) ??
      this.fields.openVersion(this._version) ??
      items[0] ??
      null
    );
  }

  /** What uses the model at present. */
  get uses(): readonly Schemas['Use'][] {
    return this._uses.filter(({ model }) => model === this.id);
  }

  /** Draws Markdown; null where the application has no renderer. */
  get rendermime(): IRenderMimeRegistry | null {
    return this._options.rendermime;
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
    const { formats, registry } = this._options;
    const { status, message } = registry.server.state;
    if (status !== 'ready') {
      this._modelAnswer.renew();
      if (status !== 'unknown') {
        this._fail({ code: status, message });
      }
      return;
    }
    void this._fetchUses();
    const known = { id: this.id, name: this.name };
    const counts = await this._modelAnswer.ask(
      () => Promise.all([fetchModel(registry, known), formats.load()]),
      {
        answer: ([model]) => this._take(model),
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
      this._usesAnswer.dispose();
      this._operation.dispose();
      this._events.dispose();
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

  private _take(model: Model): void {
    this._model = model;
    this._gone = false;
    this._problem = null;
  }

  private async _fetchUses(): Promise<void> {
    const counts = await this._usesAnswer.ask(
      () => this._options.registry.uses(),
      {
        answer: uses => {
          this._uses = uses;
        },
        failure: () => {
          // The server refuses what they do not allow, and then says why.
          this._uses = [];
        }
      }
    );
    if (counts) {
      this.stateChanged.emit();
    }
  }

  /** An operation may use the model, or make its first version. */
  private readonly _operation = new DelayedCall(() => {
    void (this._model?.latest === null ? this.refresh() : this._fetchUses());
  }, QUIET);
  private readonly _events: IDisposable;
  private _model: Model | null = null;
  private _uses: readonly Schemas['Use'][] = [];
  private _version: number | null;
  private _code: ICode | null = null;
  private _gone = false;
  private _problem: IProblem | null = null;
  private readonly _modelAnswer = new LatestAnswer();
  private readonly _codeAnswer = new LatestAnswer();
  private readonly _usesAnswer = new LatestAnswer();
}

/** Namespace of `PageModel`. */
export namespace PageModel {
  /** What it works with. */
  export interface IOptions {
    readonly registry: IModelRegistry;
    readonly formats: IFormats;
    readonly commands: CommandRegistry;
    readonly undo: Undo;
    readonly rendermime: IRenderMimeRegistry | null;
    readonly trans: TranslationBundle;
    /** The name that it had last. */
    readonly name: string;
    /** Of a model that is known by it; the name may be another one by now. */
    readonly id?: string;
    readonly version?: number;
  }
}
