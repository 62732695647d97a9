import { VDomModel } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';

/** State of a form in a dialog; no DOM. */
export abstract class FormModel<T> extends VDomModel {
  /** Whether the form can be sent off as it stands. */
  abstract readonly canSubmit: boolean;

  /** What the button says. */
  abstract readonly submitLabel: string;

  /** Do it; resolves with null when the form has to stay open, showing why. */
  abstract submit(): Promise<T | null>;

  override dispose(): void {
    if (!this.isDisposed) {
      Signal.clearData(this);
    }
    super.dispose();
  }
}
