import type { IDebugger } from '@jupyterlab/debugger';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Breakpoint } from './breakpoint';

const trans = nullTranslator.load('jupyterlab_models');
const CELL = '/tmp/ipykernel_1/2.py';
const LOCALS = [
  { name: 'model', type: 'Ridge' },
  { name: 'special variables', type: '' },
  { name: '(return) f', type: 'int' },
  { name: '_hidden', type: 'int' }
];
const GLOBALS = [{ name: 'line', type: 'Ridge' }];

/** A debugger that stands in a function of this name and file. */
function setUp(name = 'train', path = CELL) {
  const changed = new Signal<object, void>({});
  const currentFrameChanged = new Signal<object, void>({});
  const sendRequest = jest.fn(async (_: string, _args: object) => ({
    success: true
  }));
  const debug = {
    session: {
      connection: { kernel: { id: 'k1', name: 'python3' } },
      sendRequest
    },
    sessionChanged: new Signal({}),
    hasStoppedThreads: jest.fn(() => true),
    config: { getTmpFileParams: () => ({ prefix: '/tmp/ipykernel_1/' }) },
    model: {
      supportCopyToGlobals: true,
      callstack: {
        frame: { id: 7, name, source: { path } },
        currentFrameChanged
      },
      variables: {
        changed,
        scopes: [
          { name: 'Locals', variables: LOCALS },
          { name: 'Globals', variables: GLOBALS }
        ]
      }
    }
  };
  const breakpoint = new Breakpoint(debug as unknown as IDebugger, trans);
  return { breakpoint, changed, debug, sendRequest };
}

describe('Breakpoint', () => {
  it('tells the variables of the frame, without groups and hidden names', () => {
    const { breakpoint } = setUp();
    expect(breakpoint.frameOf('k1')).toEqual({
      id: 7,
      name: 'train',
      locals: [LOCALS[0]],
      globals: GLOBALS
    });
  });

  it('has no local variables in the code of a cell itself', () => {
    const frame = setUp('<module>').breakpoint.frameOf('k1');
    expect(frame).toMatchObject({ locals: [], globals: [LOCALS[0]] });
  });

  it('does not take the globals of another module for those of the user', () => {
    const frame = setUp('train', '/home/me/training.py').breakpoint;
    expect(frame.frameOf('k1')).toMatchObject({ globals: null });
  });

  it('does not take the code of another file itself for that of a cell', () => {
    const frame = setUp('<module>', '/home/me/training.py').breakpoint;
    expect(frame.frameOf('k1')).toMatchObject({
      name: 'training.py',
      locals: [LOCALS[0]],
      globals: null
    });
  });

  it('tells nothing of a kernel to which the debugger has just turned', () => {
    const { breakpoint, changed, debug } = setUp();
    debug.session.connection = { kernel: { id: 'k2', name: 'python3' } };
    expect(breakpoint.frameOf('k2')).toBeNull();
    changed.emit();
    expect(breakpoint.frameOf('k2')).toMatchObject({ id: 7 });
  });

  it('tells nothing of another frame before its variables are there', () => {
    const { breakpoint, changed, debug } = setUp();
    const { callstack } = debug.model;
    const told = jest.fn();
    breakpoint.changed.connect(told);
    callstack.frame = { ...callstack.frame, id: 8 };
    callstack.currentFrameChanged.emit();
    expect(told).toHaveBeenCalledTimes(1);
    expect(breakpoint.frameOf('k1')).toBeNull();
    changed.emit();
    expect(breakpoint.frameOf('k1')).toMatchObject({ id: 8 });
  });

  it('tells nothing of a kernel that was restarted, until it stops anew', () => {
    const { breakpoint, changed } = setUp();
    breakpoint.forget('k2');
    expect(breakpoint.frameOf('k1')).not.toBeNull();
    breakpoint.forget('k1');
    expect(breakpoint.frameOf('k1')).toBeNull();
    changed.emit();
    expect(breakpoint.frameOf('k1')).not.toBeNull();
  });

  it('tells nothing of another kernel, and nothing when it goes on', () => {
    const { breakpoint, changed, debug } = setUp();
    const told = jest.fn();
    breakpoint.changed.connect(told);
    expect(breakpoint.frameOf('k2')).toBeNull();
    debug.hasStoppedThreads.mockReturnValue(false);
    changed.emit();
    expect(told).toHaveBeenCalledTimes(1);
    expect(breakpoint.frameOf('k1')).toBeNull();
    breakpoint.dispose();
    changed.emit();
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('copies a local variable of the frame that is selected', async () => {
    const { breakpoint, sendRequest } = setUp();
    await breakpoint.copyToGlobals('k1', 7, 'model', '_held');
    expect(sendRequest).toHaveBeenCalledWith('copyToGlobals', {
      srcVariableName: 'model',
      dstVariableName: '_held',
      srcFrameId: 7
    });
  });

  it('says when the debugger has moved on, or cannot', async () => {
    const { breakpoint, sendRequest } = setUp();
    const copy = (frame: number) =>
      breakpoint.copyToGlobals('k1', frame, 'model', '_held');
    await expect(copy(6)).rejects.toMatchObject({
      code: 'not_paused',
      hint: 'Stop at the breakpoint again and save it from there.'
    });
    sendRequest.mockResolvedValueOnce({
      success: false,
      message: 'no such frame'
    } as never);
    await expect(copy(7)).rejects.toThrow('no such frame');
  });

  it('says why else nothing was copied', async () => {
    const { breakpoint, debug, sendRequest } = setUp();
    const copy = () => breakpoint.copyToGlobals('k1', 7, 'model', '_held');
    const refused = (message: string) =>
      expect(copy()).rejects.toMatchObject({ code: 'not_copied', message });
    sendRequest.mockRejectedValueOnce(new Error('Canceled'));
    await refused('The debugger could not copy model: Canceled');
    sendRequest.mockResolvedValueOnce({ success: false });
    await refused('The debugger could not copy model: it gave no reason.');
    jest.useFakeTimers();
    try {
      sendRequest.mockReturnValueOnce(new Promise(() => undefined));
      const late = refused(
        'The debugger could not copy model: it has not answered for 10 s.'
      );
      await jest.advanceTimersByTimeAsync(10_000);
      await late;
    } finally {
      jest.useRealTimers();
    }
    debug.model.supportCopyToGlobals = false;
    await refused('The debugger of this kernel cannot copy local variables.');
  });
});
