import type { IModelsServer } from './token';

/** An answer that stays the same while the server runs: it is fetched once, and again after a failure. */
export class CachedAnswer<T> {
  constructor(
    private readonly _server: Pick<IModelsServer, 'state'>,
    private readonly _fetch: () => Promise<T>
  ) {}

  load(): Promise<T> {
    const { status, health } = this._server.state;
    // Another server part may be there when it answers again, or with another kernel's half.
    const server = `${status} ${health?.kernel_source}`;
    if (!this._answer || server !== this._of) {
      const answer = this._fetch();
      answer.catch(() => {
        if (this._answer === answer) {
          this._answer = null;
        }
      });
      this._answer = answer;
      this._of = server;
    }
    return this._answer;
  }

  private _answer: Promise<T> | null = null;
  private _of = '';
}
