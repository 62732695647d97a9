import saveHistory from './plugins/saveHistory';
import breakpoint from './plugins/breakpoint';
import commands from './plugins/commands';
import editor from './plugins/editor';
import page from './plugins/page';
import panel from './plugins/panel';
import registry from './plugins/registry';
import row from './plugins/row';
import transfers from './plugins/transfers';
import undo from './plugins/undo';
import variables from './plugins/variables';

export * from './tokens';

/** The list of plugins, nothing else. */
export default [
  ...[registry, breakpoint, variables, transfers, undo, saveHistory, row],
  ...[panel, commands, editor, page]
];
