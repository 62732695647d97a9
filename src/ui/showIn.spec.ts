import type { JupyterFrontEnd } from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { TabPanel, Widget } from '@lumino/widgets';
import { showIn } from './showIn';

const trans = nullTranslator.load('');

/** A shell with these areas; what is added elsewhere is dropped without a word. */
function setUp(...areas: string[]) {
  const tracker = new WidgetTracker({ namespace: 'test' });
  const panel = new TabPanel();
  Widget.attach(panel, document.body);
  const activated: string[] = [];
  const shell = {
    add: (widget: Widget, area: string) => {
      if (areas.includes(area)) {
        panel.addWidget(widget);
      }
    },
    activateById: (id: string) => activated.push(id)
  } as unknown as JupyterFrontEnd.IShell;
  const show = (id: string, isRestored = true) =>
    showIn(tracker, id, () => new Widget(), { shell, trans, isRestored });
  return { tracker, panel, activated, show };
}

describe('showIn', () => {
  it('makes a page once, and brings it to the front again', () => {
    const { panel, activated, show } = setUp('main');
    const page = show('one');
    show('two');
    expect(show('one')).toBe(page);
    expect(panel.widgets).toHaveLength(2);
    expect(activated).toEqual(['one', 'two', 'one']);
  });

  it('takes the lower area where the main area takes nothing', () => {
    const { panel, show } = setUp('down');
    const page = show('one');
    show('two');
    show('one');
    expect(page.isAttached).toBe(true);
    expect(panel.currentWidget).toBe(page);
  });

  it('says that there is no place, and keeps nothing', () => {
    const { tracker, show } = setUp();
    expect(() => show('one')).toThrow('no place for this page');
    expect(tracker.size).toBe(0);
  });

  it('leaves a page to the layout that is not restored yet', () => {
    const { tracker, show } = setUp();
    expect(show('one', false).isDisposed).toBe(false);
    expect(tracker.size).toBe(1);
  });
});
