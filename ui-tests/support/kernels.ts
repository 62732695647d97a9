import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { JSHandle } from '@playwright/test';

/** The kernel of the current document, seen from the page and from the server. */
export class CurrentKernel {
  constructor(private _page: IJupyterLabPageFixture) {}

  /** Its id. */
  id(): Promise<string> {
    return this._page.evaluate(async () => {
      const widget = window.jupyterapp.shell.currentWidget as NotebookPanel;
      await widget.sessionContext.ready;
      return widget.sessionContext.session!.kernel!.id;
    });
  }

  /** What the server says that it does. */
  async state(): Promise<string> {
    const answer = await this._page.request.get(
      `/api/kernels/${await this.id()}`
    );
    return (await answer.json()).execution_state;
  }

  /** Have the server restart it, as another program would. */
  restart(): Promise<void> {
    return this._ask('POST', '/restart');
  }

  /** Have the server end it, as another program would. */
  shutDown(): Promise<void> {
    return this._ask('DELETE', '');
  }

  /**
   * Give the document a new kernel.
   *
   * JupyterLab lists the kernels every ten seconds. When it learns of the new one from the list of sessions and then
   * reads a list of kernels from before, it takes it for dead and ends the connection (`requestRunning` in
   * services/kernel/manager.js): then a user chooses a kernel once more, and so do we.
   */
  async replace(): Promise<void> {
    await this._page.evaluate(async () => {
      const widget = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const { sessionContext } = widget;
      do {
        await sessionContext.changeKernel({ name: 'python3' });
      } while (sessionContext.session?.kernel?.isDisposed ?? true);
    });
  }

  /** Cut the page off from the server. */
  async cutOff(): Promise<void> {
    await this._page.context().setOffline(true);
    await this._page.evaluate(() => {
      const widget = window.jupyterapp.shell.currentWidget as NotebookPanel;
      // Sockets that are open survive Chromium's way to be offline.
      void widget.sessionContext.session!.kernel!.reconnect();
    });
  }

  /** Every status that the page shows, from now on. */
  watchStatus(): Promise<JSHandle<string[]>> {
    return this._page.evaluateHandle(() => {
      const widget = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const { kernel } = widget.sessionContext.session!;
      const seen: string[] = [];
      kernel!.statusChanged.connect((_, status) => {
        seen.push(status);
      });
      return seen;
    });
  }

  private async _ask(method: string, action: string): Promise<void> {
    const url = `/api/kernels/${await this.id()}${action}`;
    const cookies = await this._page.context().cookies();
    const xsrf = cookies.find(({ name }) => name === '_xsrf')?.value ?? '';
    const answer = await this._page.request.fetch(url, {
      method,
      headers: { 'X-XSRFToken': xsrf }
    });
    if (!answer.ok()) {
      throw new Error(`${method} ${url}: ${answer.status()}`);
    }
  }
}
