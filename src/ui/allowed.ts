import type { IModelRegistry } from '../tokens';

/** Whether the user may change models, and the server can do it now. */
export function canWrite(registry: IModelRegistry): boolean {
  const { server, permissions } = registry;
  return (
    server.status === 'ready' &&
    permissions.write &&
    server.health?.read_only !== true
  );
}
