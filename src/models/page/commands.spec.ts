import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import type { MainAreaWidget } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { PromiseDelegate } from '@lumino/coreutils';
import { Widget } from '@lumino/widgets';
import { CommandIds } from '../../contract/commands';
import {
  FakeRegistry,
  FakeTransfers,
  head,
  model as example
} from '../../testing/fakes';
import { FakeFormats } from '../../testing/formats';
import { until } from '../../testing/wait';
import { Undo } from '../undo';
import { addPageCommands } from './commands';
import type { PageView } from './view';

type Page = MainAreaWidget<PageView>;

/** What a page is kept by in the layout. */
interface IKept {
  args(page: Page): object;
  name(page: Page): string;
}

/** The commands in an application whose layout is still to come. */
function setUp() {
  const registry = new FakeRegistry();
  registry.models.set('churn', example());
  const restored = new PromiseDelegate<void>();
  const pages: Page[] = [];
  const shell = {
    add: (page: Page) => {
      pages.push(page);
      Widget.attach(page, document.body);
    },
    activateById: () => undefined
  };
  const kept: IKept[] = [];
  const restorer = {
    restore: async (_: unknown, options: IKept) => kept.push(options)
  };
  const commands = new CommandRegistry();
  const trans = nullTranslator.load('');
  addPageCommands({
    app: { shell, restored: restored.promise } as unknown as JupyterFrontEnd,
    commands,
    registry,
    formats: new FakeFormats(),
    transfers: new FakeTransfers(),
    undo: new Undo(trans),
    rowMenu: { current: {} },
    rendermime: null,
    restorer: restorer as unknown as ILayoutRestorer,
    trans
  });
  const open = (args: object) =>
    commands.execute(CommandIds.openModel, { ...args });
  return { registry, restored, pages, kept: kept[0], open };
}

describe('The page of a model', () => {
  it('comes back from a layout that has the name alone, and is kept by its id then', async () => {
    const { pages, kept, open } = setUp();
    await open({ name: 'churn' });
    const [page] = pages;
    expect(kept.name(page)).toBe('churn');
    const { id } = example();
    await until(() => kept.name(page) === id);
    expect(kept.args(page)).toEqual({ id, name: 'churn' });
    page.dispose();
  });

  it('comes back under the name that its model has by now', async () => {
    const { registry, pages, open } = setUp();
    const { id } = example();
    registry.models.set('leavers', { ...example(), name: 'leavers' });
    registry.models.set('churn', example({ ...head('other'), name: 'churn' }));
    await open({ id, name: 'churn' });
    await until(() => pages[0].title.label === 'leavers');
    expect(pages[0].content.model.id).toBe(id);
    pages[0].dispose();
  });

  it('is the same one under every name of its model', async () => {
    const { registry, restored, pages, open } = setUp();
    restored.resolve();
    await restored.promise;
    await open({ name: 'churn' });
    await until(() => pages[0].content.model.model !== null);
    await registry.update('churn', { name: 'leavers' });
    registry.change();
    await open({ name: 'leavers' });
    expect(pages).toHaveLength(1);
    await until(() => pages[0].title.label === 'leavers');
    await expect(open({ name: 'churn' })).rejects.toThrow('no model named');
    pages[0].dispose();
  });
});
