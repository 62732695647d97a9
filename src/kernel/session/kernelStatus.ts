import type { Kernel } from '@jupyterlab/services';
import type { VariablesStatus } from '../token';
import type { IPlace } from './place';

/** What keeps the variables from being read, or null when nothing does. */
export function blockingStatus(place: IPlace | null): VariablesStatus | null {
  const kernel = place?.kernel;
  if (!kernel) {
    return place?.isStarting ? 'starting' : 'no-kernel';
  }
  switch (kernel.status) {
    case 'dead':
      return 'dead';
    case 'terminating':
      return 'no-kernel';
    case 'starting':
    case 'restarting':
    case 'autorestarting':
      return 'starting';
  }
  switch (kernel.connectionStatus) {
    case 'connected':
      return null;
    case 'connecting':
      return 'starting';
    default:
      return 'disconnected';
  }
}

/** Whether the variables that the kernel had are gone for good. */
export function hasLostAll(place: IPlace | null): boolean {
  const status = place?.kernel?.status ?? 'dead';
  return !['unknown', 'idle', 'busy'].includes(status);
}

/**
 * Whether a kernel can be asked for the first time. One that the server or another page has restarted is shown as
 * starting until it carries something out: what JupyterLab itself asks of it does not count.
 */
export function isFree({
  status,
  connectionStatus
}: Kernel.IKernelConnection): boolean {
  return (
    status === 'idle' ||
    (['starting', 'autorestarting'].includes(status) &&
      connectionStatus === 'connected')
  );
}

/** The language of a kernel that we cannot read, in lower case; null for Python. Known while it is busy too. */
export async function unsupportedLanguage(
  kernel: Kernel.IKernelConnection
): Promise<string | null> {
  const spec = await kernel.spec;
  const named = spec?.language || (await kernel.info).language_info.name;
  const language = named.toLowerCase();
  return language === 'python' ? null : language;
}
