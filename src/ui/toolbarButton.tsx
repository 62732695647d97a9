import {
  addToolbarButtonClass,
  ReactWidget,
  ToolbarButtonComponent,
  UseSignal
} from '@jupyterlab/ui-components';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import React from 'react';

/** What a button shows and does. */
export interface IToolbarButton {
  readonly icon: LabIcon;
  /** Tooltip, and name for screen readers. */
  readonly tooltip: string;
  readonly className?: string;
  onClick(): void;
}

/**
 * A button of a toolbar.
 *
 * JupyterLab's `ToolbarButton` sets `aria-pressed` on every button, which its element does not allow.
 */
export function toolbarButton(button: IToolbarButton): Widget {
  return addToolbarButtonClass(
    ReactWidget.create(<ToolbarButtonComponent {...button} />)
  );
}

/** A button that is drawn again when the signal is emitted. */
export function changingToolbarButton(
  signal: ISignal<unknown, unknown>,
  button: () => IToolbarButton
): Widget {
  return addToolbarButtonClass(
    ReactWidget.create(
      <UseSignal signal={signal}>
        {() => <ToolbarButtonComponent {...button()} />}
      </UseSignal>
    )
  );
}
