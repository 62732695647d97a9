import type { IRouter, JupyterFrontEnd } from '@jupyterlab/application';
import { Notification, WidgetTracker } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { screen, within } from '@testing-library/dom';
import { CommandRegistry } from '@lumino/commands';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { CommandIds } from '../contract/commands';
import { until } from '../testing/wait';
import { addWorkbenchCommands, OPEN_TAB } from './commands';
import { followLinks, readLink } from './link';
import type { IWorkbenchTab } from './token';
import type { WorkbenchPage } from './view';
import { Workbench } from './workbench';

const trans = nullTranslator.load('');

/** A tab that counts how often it was made, and keeps what was opened in it. */
function fakeTab(id: string, label: string, rank?: number) {
  const opened: string[] = [];
  const made: Widget[] = [];
  const tab: IWorkbenchTab & { failure?: Error } = {
    id,
    label,
    rank,
    create: async () => {
      if (tab.failure) {
        throw tab.failure;
      }
      const widget = new Widget();
      widget.node.textContent = `Content of ${label}`;
      made.push(widget);
      return widget;
    },
    open: (widget, item) => {
      expect(made).toContain(widget);
      if (item === 'gone') {
        throw new Error('It is gone.');
      }
      opened.push(item);
    }
  };
  return { tab, opened, made };
}

/** A workbench with the tab *Custom models* in an application with a main area. */
function rig() {
  const place = { isRestored: true };
  const added: Widget[] = [];
  const shell = {
    add: (widget: Widget) => {
      added.push(widget);
      Widget.attach(widget, document.body);
    },
    activateById: jest.fn()
  } as unknown as JupyterFrontEnd.IShell;
  const tracker = new WidgetTracker<WorkbenchPage>({ namespace: 'test' });
  const workbench = new Workbench({
    tracker,
    place: () => ({ shell, trans, isRestored: place.isRestored })
  });
  const custom = fakeTab('custom', 'Custom models', 20);
  workbench.addTab(custom.tab);
  const commands = new CommandRegistry();
  addWorkbenchCommands({ commands, workbench, trans });
  return { workbench, custom, commands, added, place, tracker };
}

const labels = () => screen.getAllByRole('tab').map(tab => tab.textContent);
/** Text of the tab in front; jsdom has no styles that hide the others. */
const shown = () =>
  document.querySelector('[role=tabpanel]:not(.lm-mod-hidden)')?.textContent;

describe('The workbench', () => {
  afterEach(() => document.body.replaceChildren());

  it('takes a second tab, and makes each when it is shown first', async () => {
    const { workbench, custom, commands, added } = rig();
    const community = fakeTab('community', 'Community', 10);
    workbench.addTab(community.tab);
    await commands.execute(CommandIds.browse);
    expect(labels()).toEqual(['Community', 'Custom models']);
    const list = screen.getByRole('tablist', { name: 'Pages of Models' });
    expect(within(list).getByRole('tab', { selected: true }).textContent).toBe(
      'Custom models'
    );
    expect(shown()).toBe('Content of Custom models');
    expect(community.made).toHaveLength(0);

    const late = workbench.addTab(fakeTab('late', 'Late').tab);
    await until(() => labels().join() === 'Community,Custom models,Late');
    late.dispose();
    await until(() => labels().join() === 'Community,Custom models');

    await workbench.open('community', 'x');
    expect(community.opened).toEqual(['x']);
    await workbench.open('custom');
    await workbench.open('community');
    expect(custom.made).toHaveLength(1);
    expect(community.made).toHaveLength(1);
    expect(added).toHaveLength(1);
    expect(() => workbench.addTab(custom.tab)).toThrow('“custom” already');
  });

  it('is used by keyboard', async () => {
    const { workbench, commands, tracker } = rig();
    workbench.addTab(fakeTab('community', 'Community', 10).tab);
    await commands.execute(CommandIds.browse);
    const saved = jest.spyOn(tracker, 'save');
    const [first, second] = screen.getAllByRole('tab');
    second.focus();
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true })
      );
    press('Home');
    expect(document.activeElement).toBe(first);
    press('Enter');
    await until(() => shown() === 'Content of Community');
    expect(saved).toHaveBeenCalled();
    press('ArrowRight');
    expect(document.activeElement?.textContent).toBe('Custom models');
  });

  it('shows why a tab could not be made, and tries again', async () => {
    const { workbench, custom } = rig();
    custom.tab.failure = new Error('The network is away.');
    await expect(workbench.open('custom')).rejects.toThrow('away');
    await screen.findByText(/The network is away/);
    custom.tab.failure = undefined;
    screen.getByRole('button', { name: 'Retry' }).click();
    await until(() => shown() === 'Content of Custom models');
  });

  it('names the tabs that there are', async () => {
    const { workbench, commands } = rig();
    workbench.addTab({
      id: 'plain',
      label: 'Plain',
      create: async () => new Widget()
    });
    await expect(commands.execute(OPEN_TAB, { tab: 'other' })).rejects.toThrow(
      'has no tab “other”. It has: custom, plain.'
    );
    await expect(workbench.open('plain', 'x')).rejects.toThrow('“Plain”');
  });

  it('restores what was open, another tab where that is gone', async () => {
    const { commands, custom, place } = rig();
    place.isRestored = false;
    await commands.execute(OPEN_TAB, { tab: 'of another extension' });
    expect(labels()).toEqual(['Custom models']);
    await until(() => custom.made.length === 1);
  });
});

describe('A link to the workbench', () => {
  const id = '0123456789abcdef0123456789abcdef';

  it.each([
    ['', null],
    ['?reset', null],
    ['?models', { tab: 'custom' }],
    ['?models=custom', { tab: 'custom' }],
    [`?reset&models=custom/${id}`, { tab: 'custom', item: id }],
    ['?models=a%2Fb%2Fc%20d', { tab: 'a', item: 'b/c d' }]
  ])('%s', (search, link) => {
    expect(readLink(search)).toEqual(link);
  });

  it('is followed once, and leaves the address', async () => {
    const { workbench, custom } = rig();
    const routed = new Signal<object, Partial<IRouter.ILocation>>({});
    const router = { routed } as unknown as IRouter;
    const restored = Promise.resolve();
    followLinks({ router, workbench, restored });
    const error = jest.spyOn(Notification, 'error').mockReturnValue('');
    const follow = (search: string) => {
      window.history.replaceState({}, '', `/lab/tree/a.ipynb${search}#part`);
      routed.emit({ search });
    };

    follow(`?models=custom/${id}&x=1`);
    expect(window.location.href).toMatch(/\/lab\/tree\/a\.ipynb\?x=1#part$/);
    await until(() => custom.opened.length > 0);
    expect(custom.opened).toEqual([id]);
    follow('');
    follow('?models=other');
    await until(() => error.mock.calls.length > 0);
    expect(error.mock.calls[0][0]).toContain('no tab “other”');
    follow('?models=custom/gone');
    await until(() => error.mock.calls.length > 1);
    expect(error.mock.calls[1][0]).toContain('It is gone.');
    expect(custom.opened).toEqual([id]);
    error.mockRestore();
  });
});
