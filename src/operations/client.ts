import type { Operation } from '../contract/schemas';
import type { IModelsServer } from '../server/token';

/** The operations of the REST API. */
export class OperationsClient {
  constructor(private readonly _server: Pick<IModelsServer, 'call'>) {}

  async list(): Promise<Operation[]> {
    return (await this._server.call(http => http.GET('/operations'))).items;
  }

  get(id: string): Promise<Operation> {
    return this._server.call(http =>
      http.GET('/operations/{operation}', path(id))
    );
  }

  cancel(id: string): Promise<Operation> {
    return this._server.call(http =>
      http.DELETE('/operations/{operation}', path(id))
    );
  }

  pause(id: string): Promise<Operation> {
    return this._server.call(http =>
      http.POST('/operations/{operation}/pause', path(id))
    );
  }

  resume(id: string): Promise<Operation> {
    return this._server.call(http =>
      http.POST('/operations/{operation}/resume', path(id))
    );
  }

  retry(id: string): Promise<Operation> {
    return this._server.call(http =>
      http.POST('/operations/{operation}/retry', path(id))
    );
  }
}

function path(operation: string): { params: { path: { operation: string } } } {
  return { params: { path: { operation } } };
}
