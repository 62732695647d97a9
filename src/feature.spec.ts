import { JupyterFrontEnd } from '@jupyterlab/application';
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { ServiceManager } from '@jupyterlab/services';
import { screen } from '@testing-library/dom';
import { Widget } from '@lumino/widgets';
import plugins, { IModelsPanel, IRowMenu, RowSelectors } from '.';
import { FakeServer } from './testing/server';
import { FakeServices } from './testing/session';
import { FakeTransfers } from './testing/transfers';
import { layOut } from './testing/layout';
import { until } from './testing/wait';

/** An application with a sidebar and nothing else. */
class App extends JupyterFrontEnd<Shell> {
  readonly name = 'test';
  readonly namespace = 'test';
  readonly version = '1';
}

class Shell extends Widget implements JupyterFrontEnd.IShell {
  readonly currentWidget = null;
  readonly added: Widget[] = [];

  add(widget: Widget): void {
    this.added.push(widget);
    widget.hide();
    Widget.attach(widget, document.body);
  }

  activateById(id: string): void {
    this.added.find(widget => widget.id === id)?.show();
  }

  widgets(): IterableIterator<Widget> {
    return this.added.values();
  }
}

/** A feature of another extension: a section of the panel, and an action on rows of models. */
function feature(described: unknown[]): JupyterFrontEndPlugin<void> {
  return {
    id: 'dummy:feature',
    description: 'A section and an action on rows.',
    autoStart: true,
    requires: [IModelsPanel, IRowMenu],
    activate: (app: JupyterFrontEnd, panel: IModelsPanel, menu: IRowMenu) => {
      app.commands.addCommand('dummy:describe', {
        label: 'Describe',
        describedBy: { args: {} },
        execute: () => described.push(menu.current.name)
      });
      app.contextMenu.addItem({
        command: 'dummy:describe',
        selector: RowSelectors.model
      });
      panel.addSection(async () => {
        const section = new Widget();
        section.title.label = 'Dummy';
        return section;
      }, 15);
    }
  };
}

describe('The plugins', () => {
  it('take a feature that adds a section and an action on rows', async () => {
    layOut();
    // Without JupyterLab's debugger the breakpoint is not there.
    const error = jest.spyOn(console, 'error').mockImplementation();
    const server = new FakeServer();
    new FakeTransfers(server);
    const { kernels, sessions } = new FakeServices();
    const serviceManager = {
      serverSettings: server.settings,
      events: server.events,
      kernels,
      sessions
    } as unknown as ServiceManager.IManager;
    const app = new App({ shell: new Shell(), serviceManager });
    const described: unknown[] = [];
    app.registerPlugins([...plugins, feature(described)]);
    await app.start();

    await app.commands.execute('jupyterlab-models:open');
    const row = await screen.findByRole('listitem');
    const titles = [
      ...document.querySelectorAll(
        '.jp-Models [role=tab], .jp-AccordionPanel-title'
      )
    ];
    expect(titles.map(({ textContent }) => textContent)).toEqual([
      'Variables',
      'Dummy',
      'Models'
    ]);

    row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
    await until(() => app.contextMenu.menu.items.length > 0);
    const [item] = app.contextMenu.menu.items;
    expect(item.label).toBe('Describe');
    await app.commands.execute(item.command, item.args);
    expect(described).toEqual(['churn']);
    error.mockRestore();
  });
});
