import type { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type {
  FormatRow,
  Health,
  IModelQuery,
  Model,
  ModelPage,
  Schemas,
  Transfer,
  TrashEntry,
  Version
} from '../tokens';
import { createHttp, unwrap } from '../server/http';

/** The calls of the REST API, each as one method; keeps nothing but what does not change while the server runs. */
export class RegistryClient {
  constructor(
    protected readonly serverSettings: ServerConnection.ISettings,
    protected readonly trans: TranslationBundle
  ) {
    this._http = createHttp(serverSettings);
  }

  health(): Promise<Health> {
    return this._call(this._http.GET('/health'));
  }

  list(query: IModelQuery, signal?: AbortSignal): Promise<ModelPage> {
    return this._call(
      this._http.GET('/models', { params: { query }, signal }),
      signal
    );
  }

  get(name: string): Promise<Model> {
    const params = { path: { name } };
    return this._call(this._http.GET('/models/{name}', { params }));
  }

  getVersion(name: string, version: number): Promise<Version> {
    const params = { path: { name, version } };
    return this._call(
      this._http.GET('/models/{name}/versions/{version}', { params })
    );
  }

  update(name: string, change: Schemas['ModelChange']): Promise<Model> {
    const params = { path: { name } };
    return this._change(
      this._http.PATCH('/models/{name}', { params, body: change })
    );
  }

  delete(name: string, version?: number): Promise<TrashEntry> {
    return this._change<TrashEntry>(
      version === undefined
        ? this._http.DELETE('/models/{name}', { params: { path: { name } } })
        : this._http.DELETE('/models/{name}/versions/{version}', {
            params: { path: { name, version } }
          })
    );
  }

  async trash(): Promise<TrashEntry[]> {
    return (await this._call(this._http.GET('/trash'))).items;
  }

  restore(entry: string): Promise<Model> {
    const params = { path: { entry } };
    return this._change(this._http.POST('/trash/{entry}/restore', { params }));
  }

  async purge(entry: string): Promise<void> {
    const params = { path: { entry } };
    await this._change(this._http.DELETE('/trash/{entry}', { params }));
  }

  async emptyTrash(): Promise<void> {
    await this._change(this._http.DELETE('/trash'));
  }

  loadCode(
    name: string,
    version: number,
    options: { variable?: string; trust?: string } = {}
  ): Promise<Schemas['LoadCode']> {
    const params = { path: { name, version }, query: options };
    return this._call(
      this._http.GET('/models/{name}/versions/{version}/load-code', { params })
    );
  }

  sources(name: string, version: number): Promise<Schemas['Sources']> {
    const params = { path: { name, version } };
    return this._call(
      this._http.GET('/models/{name}/versions/{version}/sources', { params })
    );
  }

  formats(): Promise<FormatRow[]> {
    return (this._formats ??= this._keep(
      async () => (await this._call(this._http.GET('/formats'))).rows
    ));
  }

  kernelSource(): Promise<Schemas['KernelSource']> {
    return (this._source ??= this._keep(() =>
      this._call(this._http.GET('/kernel-source'))
    ));
  }

  beginTransfer(
    request: Schemas['TransferRequest']
  ): Promise<Schemas['TransferBegun']> {
    return this._call(this._http.POST('/transfers', { body: request }));
  }

  async transfers(): Promise<Transfer[]> {
    return (await this._call(this._http.GET('/transfers'))).items;
  }

  transfer(id: string): Promise<Transfer> {
    const params = { path: { transfer: id } };
    return this._call(this._http.GET('/transfers/{transfer}', { params }));
  }

  failTransfer(id: string, error: Schemas['KernelError']): Promise<Transfer> {
    const params = { path: { transfer: id } };
    return this._call(
      this._http.PATCH('/transfers/{transfer}', { params, body: { error } })
    );
  }

  cancelTransfer(id: string): Promise<Transfer> {
    const params = { path: { transfer: id } };
    return this._call(this._http.DELETE('/transfers/{transfer}', { params }));
  }

  /** Forget what was kept; for a server that may have been exchanged. */
  protected forget(): void {
    this._formats = null;
    this._source = null;
  }

  /** Called after a call that changed the registry. */
  protected onChange(): void {
    // For derived classes.
  }

  private _call<T>(
    call: Promise<{ data?: T; error?: unknown; response: Response }>,
    signal?: AbortSignal
  ): Promise<T> {
    return unwrap(call, this.trans, signal);
  }

  private async _change<T>(
    call: Promise<{ data?: T; error?: unknown; response: Response }>
  ): Promise<T> {
    const answer = await this._call(call);
    this.onChange();
    return answer;
  }

  /** A promise to keep; forgotten again when it fails. */
  private _keep<T>(fetch: () => Promise<T>): Promise<T> {
    const kept = fetch();
    kept.catch(() => this.forget());
    return kept;
  }

  private readonly _http;
  private _formats: Promise<FormatRow[]> | null = null;
  private _source: Promise<Schemas['KernelSource']> | null = null;
}
