import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import createClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { Schemas } from '../contract/schemas';
import { RegistryError, throwIfAborted } from './error';
import type { paths } from '../contract/generated';

/** Calls of the contract's paths, typed. */
export type Http = Client<paths>;

/** What `openapi-fetch` resolves with. */
export interface IAnswer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** A request as `openapi-fetch` makes it, kept in parts because `ServerConnection` makes the real one. */
class Call {
  constructor(
    readonly url: string,
    readonly init: RequestInit
  ) {}
}

/** A client of the contract over the connection to the Jupyter server, with its login. */
export function createHttp(settings: ServerConnection.ISettings): Http {
  return createClient<paths>({
    baseUrl: URLExt.join(settings.baseUrl, 'jupyterlab-models', 'v1'),
    Request: Call as unknown as typeof Request,
    fetch: request => {
      const { url, init } = request as unknown as Call;
      return ServerConnection.makeRequest(url, init, settings);
    }
  });
}

/** Wait for an answer; what goes wrong becomes a `RegistryError`, a request given up an `AbortError`. */
export async function unwrap<T>(
  call: Promise<IAnswer<T>>,
  trans: TranslationBundle,
  signal?: AbortSignal
): Promise<T> {
  let answer: IAnswer<T>;
  try {
    answer = await call;
  } catch (reason) {
    throwIfAborted(signal);
    throw toRegistryError(reason, trans);
  }
  if (!answer.response.ok) {
    throw new RegistryError(
      toError(answer.error, answer.response, trans),
      answer.response.status
    );
  }
  return answer.data as T;
}

/** What made a call fail, in words. */
export function toRegistryError(
  reason: unknown,
  trans: TranslationBundle
): RegistryError {
  if (reason instanceof RegistryError) {
    return reason;
  }
  if (reason instanceof ServerConnection.NetworkError) {
    return new RegistryError(
      {
        code: 'unreachable',
        message: trans.__('The Jupyter server does not answer.'),
        hint: trans.__('Check that it still runs and that you are connected.')
      },
      0
    );
  }
  return new RegistryError(
    {
      code: 'bad_answer',
      message: trans.__(
        'The answer of the server cannot be read: %1',
        `${reason}`
      ),
      hint: trans.__('Reload the page; you may have to log in again.')
    },
    0
  );
}

/** The schema `Error`; other bodies (a proxy's page, Jupyter's own errors) are put into words. */
function toError(
  body: unknown,
  response: Response,
  trans: TranslationBundle
): Schemas['Error'] {
  const { code, message } = Object(body) as Record<string, unknown>;
  if (typeof code === 'string' && typeof message === 'string') {
    return body as Schemas['Error'];
  }
  const said = typeof message === 'string' ? message : response.statusText;
  return {
    code: `http_${response.status}`,
    message: trans.__('The server answered %1: %2', response.status, said)
  };
}
