import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { FakeSession, FakeTracker } from '../../testing/session';
import { CurrentSession } from './current';
import type { KernelTracker } from './current';

class FakeShell {
  readonly currentChanged = new Signal<this, { newValue: Widget | null }>(this);
  currentWidget: Widget | null = null;

  focus(widget: Widget | null): void {
    this.currentWidget = widget;
    this.currentChanged.emit({ newValue: widget });
  }
}

describe('CurrentSession', () => {
  const [first, second] = [new FakeSession(null), new FakeSession(null)];
  let notebooks: FakeTracker;
  let consoles: FakeTracker;
  let shell: FakeShell;

  beforeEach(() => {
    notebooks = new FakeTracker();
    consoles = new FakeTracker();
    shell = new FakeShell();
  });

  function make(): CurrentSession {
    const trackers = [notebooks, consoles] as unknown as KernelTracker[];
    return new CurrentSession(trackers, shell);
  }

  it('is none at first', () => {
    expect(make().context).toBeNull();
  });

  it('takes what is already open', () => {
    notebooks.add(first);
    expect(make().context).toBe(first);
  });

  it('takes the one in focus of several that are open', () => {
    notebooks.add(first);
    shell.currentWidget = consoles.add(second);
    expect(make().context).toBe(second);
  });

  it('follows notebooks and consoles', () => {
    const current = make();
    const seen: unknown[] = [];
    current.changed.connect(({ context }) => seen.push(context));
    const notebook = notebooks.add(first);
    consoles.add(second);
    notebooks.focus(notebook);
    shell.focus(notebook);
    expect(seen).toEqual([first, second, first]);
  });

  it('notices focus that a tracker does not tell, as it had that widget already', () => {
    const notebook = notebooks.add(first);
    const current = make();
    consoles.add(second);
    expect(current.context).toBe(second);
    shell.focus(notebook);
    expect(current.context).toBe(first);
  });

  it('stays while the focus is elsewhere', () => {
    notebooks.add(first);
    const current = make();
    let told = 0;
    current.changed.connect(() => told++);
    shell.focus(new Widget());
    shell.focus(null);
    expect(current.context).toBe(first);
    expect(told).toBe(0);
  });

  it('takes another one when it is closed', () => {
    const current = make();
    notebooks.add(first);
    const console = consoles.add(second);
    console.dispose();
    expect(current.context).toBe(first);
    notebooks.currentWidget?.dispose();
    expect(current.context).toBeNull();
  });

  it('follows nothing after dispose', () => {
    const current = make();
    current.dispose();
    notebooks.add(first);
    expect(current.context).toBeNull();
  });
});
