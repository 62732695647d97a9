import type { TranslationBundle } from '@jupyterlab/translation';
import { isTopLevel } from '../kernel/debugger/breakpoint';
import type { Schemas } from '../contract/schemas';
import type { IServerState } from '../server/token';
import type { VariablesStatus } from '../kernel/token';
import type { IEmptyText } from '../ui/notice';

/** What the section Variables says when it has no rows, or only old ones. */
export function emptyVariables(
  server: IServerState['status'],
  status: VariablesStatus,
  detail: string,
  hidden: number,
  trans: TranslationBundle
): IEmptyText {
  if (server !== 'ready' && server !== 'unknown') {
    return {
      title: trans.__('Not available now'),
      text: trans.__('Variables appear when the server part answers.')
    };
  }
  switch (status) {
    case 'no-kernel':
      return {
        title: trans.__('No kernel'),
        text: trans.__(
          'Open a notebook or console with a Python kernel; its models appear here.'
        )
      };
    case 'starting':
      return {
        title: trans.__('The kernel is starting'),
        text: trans.__('Its variables appear in a moment.')
      };
    case 'unsupported':
      return {
        title: trans.__('Not a Python kernel'),
        text: trans.__(
          'This kernel speaks %1. Models are saved from Python kernels so far.',
          detail
        )
      };
    case 'waiting':
      return {
        title: trans.__('A cell is running'),
        text: trans.__('The list appears when the running cell ends.')
      };
    case 'paused':
      return {
        title: trans.__('Paused at a breakpoint'),
        text: pausedText(detail, trans)
      };
    case 'disconnected':
      return {
        title: trans.__('No connection to the kernel'),
        text: trans.__(
          'The list appears when the connection is back. Check that the server runs.'
        )
      };
    case 'dead':
      return {
        title: trans.__('The kernel has died'),
        text: trans.__('Restart it, and run your cells again.')
      };
    case 'error':
      return {
        title: trans.__('The variables could not be read'),
        text: detail
      };
    case 'ready':
      return hidden > 0
        ? {
            title: trans.__('No models yet'),
            text: trans._n(
              'Train a model in a cell and it appears here. One variable that is no model is hidden.',
              'Train a model in a cell and it appears here. %1 variables that are no models are hidden.',
              hidden
            )
          }
        : {
            title: trans.__('No variables yet'),
            text: trans.__('Run a cell that trains a model; it appears here.')
          };
  }
}

/** Where the debugger stands; nothing is known of that when another page's debugger holds the kernel. */
function pausedText(frame: string, trans: TranslationBundle): string {
  if (frame === '') {
    return trans.__('The list follows when the debugger goes on.');
  }
  return isTopLevel(frame)
    ? trans.__(
        'In the code of a cell. What you save now is written when the cell has ended.'
      )
    : trans.__(
        'In %1; its local variables come first. What you save now is written when the cell has ended.',
        frame
      );
}

/** What a kind of variable is called, one and many of it. */
export function kindWords(
  kind: Schemas['Kind'],
  trans: TranslationBundle
): { one: string; many: string } {
  switch (kind) {
    case 'model':
      return { one: trans.__('Model'), many: trans.__('Models') };
    case 'data':
      return { one: trans.__('Data'), many: trans.__('Data') };
    case 'value':
      return { one: trans.__('Value'), many: trans.__('Values') };
  }
}
