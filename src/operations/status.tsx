import { type IStatusBar, showPopup } from '@jupyterlab/statusbar';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';
import React from 'react';
import { Button } from '../ui/button';
import { modelIcon } from '../ui/icons';
import { summary } from './texts';
import type { IOperations } from './token';
import { type IOperationsContext, OperationsView } from './view';

/** The item of the status bar: what runs, and a button that opens the list. */
class OperationsItem extends ReactWidget {
  constructor(private readonly _context: IOperationsContext) {
    super();
    this.addClass('jp-Models-operationsItem');
    _context.operations.changed.connect(this._onOperations, this);
  }

  /** Whether the list is open. */
  get isOpen(): boolean {
    return this._popup !== null;
  }

  /** Whether there is something to show. */
  get isActive(): boolean {
    return this.isOpen || this._context.operations.current.length > 0;
  }

  override dispose(): void {
    this._popup?.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  /** `isActive` may have changed. */
  get activeChanged(): ISignal<this, void> {
    return this._activeChanged;
  }

  protected override render(): JSX.Element {
    const { operations, trans } = this._context;
    return (
      <UseSignal signal={operations.changed}>
        {() => (
          <ItemButton
            operations={operations}
            trans={trans}
            isOpen={this.isOpen}
            onClick={() => this._toggle()}
          />
        )}
      </UseSignal>
    );
  }

  private _onOperations(): void {
    this._activeChanged.emit();
  }

  private _toggle(): void {
    if (this._popup) {
      this._popup.dispose();
      return;
    }
    const popup = showPopup({
      body: new OperationsView(this._context, () => popup.dispose()),
      anchor: this,
      align: 'left',
      hasDynamicSize: true
    });
    popup.disposed.connect(() => {
      this._popup = null;
      // A click elsewhere has moved the focus there.
      const { activeElement } = document;
      if (
        activeElement === document.body ||
        popup.node.contains(activeElement)
      ) {
        this.node.querySelector('button')?.focus();
      }
      this.update();
      this._activeChanged.emit();
    });
    this._popup = popup;
    this.update();
  }

  private readonly _activeChanged = new Signal<this, void>(this);
  private _popup: IDisposable | null = null;
}

/** What the item shows. */
export function ItemButton(props: {
  operations: IOperations;
  trans: TranslationBundle;
  isOpen: boolean;
  onClick(): void;
}): JSX.Element {
  const { operations, trans, isOpen } = props;
  const text = summary(operations.current, trans);
  return (
    <Button
      look="plain"
      className="jp-Models-operationsButton"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      title={trans.__('Show operations on models')}
      onClick={props.onClick}
    >
      <modelIcon.react tag="span" className="jp-Models-operationsIcon" />
      <span>{text || trans.__('No operation')}</span>
    </Button>
  );
}

/** Add the item to the status bar; it is out of sight while nothing ran lately. */
export function addStatusItem(
  statusBar: IStatusBar,
  context: IOperationsContext
): void {
  const item = new OperationsItem(context);
  statusBar.registerStatusItem('jupyterlab-models:operations', {
    item,
    align: 'left',
    rank: 100,
    // Kept in a narrow window, as the kernel's status is.
    priority: 1,
    isActive: () => item.isActive,
    activeStateChanged: item.activeChanged
  });
}
