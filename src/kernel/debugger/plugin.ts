import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IDebugger } from '@jupyterlab/debugger';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Breakpoint, IBreakpoint } from './breakpoint';

/** What JupyterLab's debugger shows, shared by the list of variables and the saves, so that both forget it together. */
const plugin: JupyterFrontEndPlugin<IBreakpoint> = {
  id: 'jupyterlab-models:breakpoint',
  description: 'Tells what the debugger shows of a kernel at a breakpoint.',
  provides: IBreakpoint,
  requires: [IDebugger],
  optional: [ITranslator],
  activate: (
    _: JupyterFrontEnd,
    debug: IDebugger,
    translator: ITranslator | null
  ): IBreakpoint => {
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    return new Breakpoint(debug, trans);
  }
};

export default plugin;
