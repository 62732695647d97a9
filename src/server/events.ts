import type { Event } from '@jupyterlab/services';
import { DisposableDelegate } from '@lumino/disposable';
import type { IDisposable } from '@lumino/disposable';

/** All our events have an id that begins with this. */
const PREFIX = 'https://events.jupyter.org/jupyterlab_models/';

/** What an event can make us ask the server. */
export interface IHints {
  /** The registry may have another revision. */
  registry(): void;
  /** A transfer may have moved. */
  transfer(id: string): void;
}

/**
 * Follow the server's events.
 *
 * Any user who is logged in may send events, and events get lost: they are hints to ask the server, and what
 * they say is not believed.
 */
export function followEvents(
  events: Event.IManager,
  hints: IHints
): IDisposable {
  const onEvent = (_: Event.IManager, event: Event.Emission): void => {
    if (!event.schema_id.startsWith(PREFIX)) {
      return;
    }
    const { transfer } = event;
    if (typeof transfer === 'string' && /^[0-9a-f]{32}$/.test(transfer)) {
      hints.transfer(transfer);
    } else {
      hints.registry();
    }
  };
  events.stream.connect(onEvent);
  return new DisposableDelegate(() => {
    events.stream.disconnect(onEvent);
  });
}
