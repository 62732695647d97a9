import type { Schemas, Transfer } from '../contract/schemas';
import type { IModelsServer } from '../server/token';

/** The transfers of the REST API. */
export class TransfersClient {
  constructor(private readonly _server: Pick<IModelsServer, 'call'>) {}

  begin(
    request: Schemas['TransferRequest']
  ): Promise<Schemas['TransferBegun']> {
    return this._server.call(http =>
      http.POST('/transfers', { body: request })
    );
  }

  async list(): Promise<Transfer[]> {
    return (await this._server.call(http => http.GET('/transfers'))).items;
  }

  get(id: string): Promise<Transfer> {
    const params = { path: { transfer: id } };
    return this._server.call(http =>
      http.GET('/transfers/{transfer}', { params })
    );
  }

  fail(id: string, error: Schemas['KernelError']): Promise<Transfer> {
    const params = { path: { transfer: id } };
    return this._server.call(http =>
      http.PATCH('/transfers/{transfer}', { params, body: { error } })
    );
  }

  cancel(id: string): Promise<Transfer> {
    const params = { path: { transfer: id } };
    return this._server.call(http =>
      http.DELETE('/transfers/{transfer}', { params })
    );
  }
}
