import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { CommandIds } from '../contract/commands';
import { byHand, problemText, toProblem } from '../ui/errors';
import { PANEL_ID } from './panel';

/** What telling of the end of something needs. */
export interface INotifyContext {
  readonly app: JupyterFrontEnd;
  readonly trans: TranslationBundle;
}

/** Whether the panel is in sight, so that it needs no toast to tell what happens in it. */
function panelVisible(app: JupyterFrontEnd): boolean {
  for (const area of ['right', 'left', 'main', 'down']) {
    for (const widget of app.shell.widgets(area)) {
      if (widget.id === PANEL_ID) {
        return widget.isVisible;
      }
    }
  }
  return false;
}

/** Tell how something ended that the user cannot see in the panel. */
export function notify(
  { app }: INotifyContext,
  type: 'success' | 'error',
  message: string,
  action?: { label: string; callback: () => void }
): void {
  if (!panelVisible(app)) {
    Notification.emit(message, type, {
      autoClose: type === 'success' ? 6000 : false,
      actions: action ? [action] : []
    });
  }
}

/** Tell that something went well with a model, which can be opened from there. */
export function notifyDone(
  context: INotifyContext,
  message: string,
  name: string
): void {
  const { app, trans } = context;
  notify(context, 'success', message, {
    label: trans.__('Open'),
    callback: () =>
      void byHand(trans.__('Could not open %1', name), () =>
        app.commands.execute(CommandIds.openModel, { name })
      )
  });
}

/** Tell how a transfer ended; a failure is in its row, and in a toast when the panel is out of sight. */
export async function notifyEnd<T>(
  context: INotifyContext,
  transfer: Promise<T | null>,
  onDone: (result: T) => void
): Promise<T | null> {
  try {
    const result = await transfer;
    if (result !== null) {
      onDone(result);
    }
    return result;
  } catch (reason) {
    notify(context, 'error', problemText(toProblem(reason)));
    return null;
  }
}
