import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import type {
  Model,
  ModelPage,
  Schemas,
  TrashEntry,
  Version
} from '../contract/schemas';
import type { Http, IAnswer } from '../server/http';
import type { IModelsServer } from '../server/token';
import { DelayedCall } from '../timing/delayedCall';
import type { IFacetQuery, IModelQuery, IModelRegistry } from './token';

/** Events that come closer together than this (ms) make one request. */
const QUIET = 150;

/** The registry of models: its calls, and when it changed. */
export class ModelRegistry implements IModelRegistry, IDisposable {
  constructor(readonly server: IModelsServer) {
    server.revisionChanged.connect(this._onRevision, this);
    this._events = server.onEvent('registry', () => this._hinted.request());
    document.addEventListener('visibilitychange', this._onVisibility);
  }

  get changed(): ISignal<this, number> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._hinted.isDisposed;
  }

  dispose(): void {
    this._hinted.dispose();
    this._events.dispose();
    document.removeEventListener('visibilitychange', this._onVisibility);
    Signal.clearData(this);
  }

  list(query: IModelQuery, signal?: AbortSignal): Promise<ModelPage> {
    return this.server.call(
      http => http.GET('/models', { params: { query }, signal }),
      signal
    );
  }

  get(name: string): Promise<Model> {
    const params = { path: { name } };
    return this.server.call(http => http.GET('/models/{name}', { params }));
  }

  getVersion(name: string, version: number): Promise<Version> {
    const params = { path: { name, version } };
    return this.server.call(http =>
      http.GET('/models/{name}/versions/{version}', { params })
    );
  }

  update(name: string, change: Schemas['ModelChange']): Promise<Model> {
    const params = { path: { name } };
    return this._change(http =>
      http.PATCH('/models/{name}', { params, body: change })
    );
  }

  updateVersion(
    name: string,
    version: number,
    change: Schemas['VersionChange']
  ): Promise<Model> {
    const params = { path: { name, version } };
    return this._change(http =>
      http.PATCH('/models/{name}/versions/{version}', { params, body: change })
    );
  }

  facets(query: IFacetQuery, signal?: AbortSignal): Promise<Schemas['Facets']> {
    return this.server.call(
      http => http.GET('/facets', { params: { query }, signal }),
      signal
    );
  }

  async uses(): Promise<Schemas['Use'][]> {
    return (await this.server.call(http => http.GET('/uses'))).items;
  }

  async delete(name: string, version?: number): Promise<TrashEntry | null> {
    const entry = await this._change<TrashEntry | undefined>(http =>
      version === undefined
        ? http.DELETE('/models/{name}', { params: { path: { name } } })
        : http.DELETE('/models/{name}/versions/{version}', {
            params: { path: { name, version } }
          })
    );
    return entry ?? null;
  }

  async trash(): Promise<TrashEntry[]> {
    return (await this.server.call(http => http.GET('/trash'))).items;
  }

  restore(entry: string): Promise<Model> {
    const params = { path: { entry } };
    return this._change(http =>
      http.POST('/trash/{entry}/restore', { params })
    );
  }

  async purge(entry: string): Promise<void> {
    const params = { path: { entry } };
    await this._change(http => http.DELETE('/trash/{entry}', { params }));
  }

  async emptyTrash(): Promise<void> {
    await this._change(http => http.DELETE('/trash'));
  }

  loadCode(
    name: string,
    version: number,
    options: { variable?: string; trust?: string } = {}
  ): Promise<Schemas['LoadCode']> {
    const params = { path: { name, version }, query: options };
    return this.server.call(http =>
      http.GET('/models/{name}/versions/{version}/load-code', { params })
    );
  }

  sources(name: string, version: number): Promise<Schemas['Sources']> {
    const params = { path: { name, version } };
    return this.server.call(http =>
      http.GET('/models/{name}/versions/{version}/sources', { params })
    );
  }

  private async _change<T>(
    request: (http: Http) => Promise<IAnswer<T>>
  ): Promise<T> {
    const answer = await this.server.call(request);
    this._hinted.request();
    return answer;
  }

  private _onRevision(_: unknown, revision: number): void {
    this._changed.emit(revision);
  }

  private readonly _onVisibility = (): void => {
    if (!document.hidden) {
      this._hinted.request();
    }
  };

  /** The registry may have another revision: look soon. */
  private readonly _hinted = new DelayedCall(
    () => void this.server.checkRevision(),
    QUIET
  );
  private readonly _events: IDisposable;
  private readonly _changed = new Signal<this, number>(this);
}
