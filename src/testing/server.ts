import { ServerConnection } from '@jupyterlab/services';
import type { Event } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { Stream } from '@lumino/signaling';
import { example, pathTemplate, success } from './contract';

/** A request that the server got. */
export interface IRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly body: unknown;
}

type Answer = { status: number; body: unknown };
type Answerer = (request: IRequest) => Answer | Promise<Answer>;

const BASE = 'http://localhost:8888/user/ada/';
const PREFIX = '/user/ada/jupyterlab-models/v1';

/** A server in this process that answers with the contract's examples, unless told otherwise. */
export class FakeServer {
  readonly settings = ServerConnection.makeSettings({
    baseUrl: BASE,
    fetch: request => this._fetch(request as Request)
  });
  readonly requests: IRequest[] = [];
  readonly events = new FakeEvents();
  /** What `/api/me` answers. */
  me: unknown = { permissions: { models: ['read', 'write'] } };
  /** No answer at all. */
  isDown = false;

  /** Answer this call so from now on. */
  on(method: string, path: string, body: unknown, status = 200): void {
    this.onCall(method, path, () => ({ status, body }));
  }

  /** Answer this call with what the function gives. */
  onCall(method: string, path: string, answerer: Answerer): void {
    this._answerers.set(`${method} ${path}`, answerer);
  }

  /** The requests for a path, as the contract writes it. */
  got(method: string, path: string): IRequest[] {
    return this.requests.filter(
      one => one.method === method && pathTemplate(one.path) === path
    );
  }

  private async _fetch(request: Request): Promise<Response> {
    if (this.isDown) {
      throw new TypeError('Failed to fetch');
    }
    const url = new URL(request.url);
    if (url.pathname === '/user/ada/api/me') {
      return Response.json(this.me);
    }
    if (!url.pathname.startsWith(PREFIX)) {
      throw new Error(`Not a path of ours: ${url.pathname}`);
    }
    const text = await request.text();
    const record: IRequest = {
      method: request.method,
      path: url.pathname.slice(PREFIX.length),
      query: Object.fromEntries(
        // `ServerConnection` adds a time against caches, which has no value.
        [...url.searchParams].filter(([, value]) => value !== '')
      ),
      body: text ? JSON.parse(text) : undefined
    };
    this.requests.push(record);
    const { status, body } = await this._answer(record);
    if (request.signal.aborted) {
      throw new TypeError('The user aborted a request.');
    }
    return new Response(
      status === 204
        ? null
        : typeof body === 'string'
          ? body
          : JSON.stringify(body),
      { status }
    );
  }

  private _answer(request: IRequest): Answer | Promise<Answer> {
    const path = pathTemplate(request.path);
    const answerer = this._answerers.get(`${request.method} ${path}`);
    if (answerer) {
      return answerer(request);
    }
    const { status } = success(request.method, path);
    const body = status === 204 ? null : example(request.method, path);
    return { status, body };
  }

  private readonly _answerers = new Map<string, Answerer>();
}

/** The stream of the server's events. */
export class FakeEvents implements Event.IManager {
  readonly serverSettings = ServerConnection.makeSettings();
  readonly stream: Stream<Event.IManager, Event.Emission> = new Stream<
    Event.IManager,
    Event.Emission
  >(this);
  readonly isDisposed = false;

  /** Let the server say something. */
  say(kind: string, data: JSONObject): void {
    const schema_id = `https://events.jupyter.org/jupyterlab_models/${kind}/v1`;
    this.stream.emit({ schema_id, ...data });
  }

  emit(): Promise<void> {
    throw new Error('The extension sends no events.');
  }

  dispose(): void {
    this.stream.stop();
  }
}
