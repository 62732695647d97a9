import editor from './editor/plugin';
import kernel from './kernel/plugin';
import models from './models/plugin';
import operations from './operations/plugin';
import panel from './panel/plugin';
import registry from './registry/plugin';
import server from './server/plugin';
import transfers from './transfers/plugin';
import ui from './ui/plugin';
import variables from './variables/plugin';
import workbench from './workbench/plugin';

export * from './tokens';

/** The list of plugins, nothing else. */
export default [
  server,
  ui,
  ...operations,
  ...kernel,
  registry,
  ...transfers,
  ...panel,
  ...variables,
  ...models,
  ...editor,
  ...workbench
];
