import { KernelMessage } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { IPlace } from './place';

/** Requests that are remembered at most; more cells do not wait in any queue. */
const MOST = 1_000;

/**
 * Call back whenever a cell has run in the kernel, whoever ran it: this page, another one, a console.
 *
 * Silent requests, such as our own, send no `execute_input` and do not count.
 */
export function followCells(place: IPlace, onDone: () => void): IDisposable {
  const running = new Set<string>();
  const onMessage = (_: unknown, message: KernelMessage.IMessage): void => {
    const parent = (message.parent_header as { msg_id?: string }).msg_id;
    if (!parent) {
      return;
    }
    const iopub = message as KernelMessage.IIOPubMessage;
    if (KernelMessage.isExecuteInputMsg(iopub)) {
      if (running.size >= MOST) {
        running.clear();
      }
      running.add(parent);
    } else if (
      KernelMessage.isStatusMsg(iopub) &&
      iopub.content.execution_state === 'idle' &&
      running.delete(parent)
    ) {
      onDone();
    }
  };
  place.iopubMessage.connect(onMessage);
  return new DisposableDelegate(() => {
    place.iopubMessage.disconnect(onMessage);
  });
}
