import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Health } from '../contract/schemas';
import type { IPermissions, IServerState } from './token';
import type { RegistryError } from './error';

/** Version of the front end; the same as in `package.json` (a test compares them). */
export const VERSION = '0.1.0';

/** Version of the contract that the front end was built for (`info.version` of `openapi.yaml`). */
export const CONTRACT = '1';

/** What a server that answered means for us. */
export function compareVersions(
  health: Health,
  trans: TranslationBundle
): IServerState {
  if (
    health.contract === CONTRACT &&
    pythonVersion(health.version) === pythonVersion(VERSION)
  ) {
    return { status: 'ready', message: '', health };
  }
  const message = trans.__(
    'The Models panel has version %1, its server part version %2. ' +
      'Restart the Jupyter server and reload this page; if that does not help, run ' +
      '“pip install --upgrade jupyterlab_models” where the server runs.',
    VERSION,
    health.version
  );
  return { status: 'mismatch', message, health };
}

/** What a failed handshake means. */
export function explainFailure(
  error: RegistryError,
  trans: TranslationBundle
): IServerState {
  if (error.status === 404) {
    const message = trans.__(
      'The server part of Models is missing. Run “pip install jupyterlab_models” where the Jupyter server runs, ' +
        'see with “jupyter server extension list” that it is enabled, and restart the server.'
    );
    return { status: 'missing', message, health: null };
  }
  const message = `${error.message} ${error.hint}`.trim();
  return { status: 'unreachable', message, health: null };
}

/**
 * What the user may do with the resource `models`; when the server does not say, everything:
 * it checks each request anyway.
 */
export async function askPermissions(
  settings: ServerConnection.ISettings
): Promise<IPermissions> {
  const query = URLExt.objectToQueryString({
    permissions: JSON.stringify({ models: ['read', 'write'] })
  });
  const url = URLExt.join(settings.baseUrl, 'api/me') + query;
  const response = await ServerConnection.makeRequest(url, {}, settings);
  if (!response.ok) {
    return { read: true, write: true };
  }
  const allowed: unknown = (await response.json())?.permissions?.models;
  return Array.isArray(allowed)
    ? { read: allowed.includes('read'), write: allowed.includes('write') }
    : { read: true, write: true };
}

/** npm writes `0.2.0-beta.1` what Python writes `0.2.0b1`. */
function pythonVersion(version: string): string {
  return version
    .replace(/-alpha\.?/, 'a')
    .replace(/-beta\.?/, 'b')
    .replace(/-rc\.?/, 'rc');
}
