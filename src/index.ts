import saveHistory from './plugins/saveHistory';
import breakpoint from './kernel/debugger/plugin';
import commands from './plugins/commands';
import editor from './editor/plugin';
import page from './models/page/plugin';
import panel from './panel/plugin';
import registry from './registry/plugin';
import row from './plugins/row';
import transfers from './transfers/plugin';
import undo from './models/trash/plugin';
import variables from './kernel/plugin';

export * from './tokens';

/** The list of plugins, nothing else. */
export default [
  ...[registry, breakpoint, variables, transfers, undo, saveHistory, row],
  ...[panel, commands, editor, page]
];
