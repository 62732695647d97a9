/** The commands; their names do not change. */
export const CommandIds = {
  open: 'jupyterlab-models:open',
  save: 'jupyterlab-models:save',
  load: 'jupyterlab-models:load',
  openModel: 'jupyterlab-models:open-model',
  browse: 'jupyterlab-models:browse',
  delete: 'jupyterlab-models:delete',
  restore: 'jupyterlab-models:restore',
  insertLoadCode: 'jupyterlab-models:insert-load-code',
  refresh: 'jupyterlab-models:refresh'
} as const;

/** Id of the side panel in the shell. */
export const PANEL_ID = 'jupyterlab-models';
