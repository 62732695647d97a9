import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { VDomRenderer } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import type { FormModel } from './formModel';

/** A dialog that closes only when what was asked for has begun, and shows errors inside. */
class FormDialog<T> extends Dialog<void> {
  constructor(
    private _form: FormModel<T>,
    options: Partial<Dialog.IOptions<void>>
  ) {
    super(options);
    this.addClass('jp-Models-dialog');
    _form.stateChanged.connect(this._update, this);
    void this.ready.then(() => this._update());
  }

  /** The result; null when the user gave up. */
  result: T | null = null;

  override resolve(index?: number): void {
    if (index === 0) {
      super.resolve(0);
    } else if (this._form.canSubmit && !this._busy) {
      void this._submit();
    }
  }

  override dispose(): void {
    if (!this.isDisposed) {
      Signal.clearData(this);
      this._form.dispose();
    }
    super.dispose();
  }

  /** Enter sends the form off, but not from buttons and choices inside the body. */
  protected override _evtKeydown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const own =
      event.key === 'Enter' &&
      target.closest('.jp-Dialog-body') !== null &&
      target.closest('button, a, summary') !== null;
    if (!own) {
      super._evtKeydown(event);
    }
  }

  protected override _checkValidation(): void {
    this._update();
  }

  private async _submit(): Promise<void> {
    this._busy = true;
    this._update();
    const result = await this._form.submit();
    this._busy = false;
    if (this.isDisposed) {
      return;
    }
    if (result !== null) {
      this.result = result;
      super.resolve(1);
    } else {
      this._update();
    }
  }

  private _update(): void {
    const button = this.node.querySelector<HTMLButtonElement>(
      '.jp-Dialog-footer .jp-mod-accept, .jp-Dialog-footer .jp-mod-warn'
    );
    if (button) {
      button.disabled = this._busy || !this._form.canSubmit;
      const label = button.querySelector('.jp-Dialog-buttonLabel');
      if (label) {
        label.textContent = this._form.submitLabel;
      }
      button.setAttribute('aria-label', this._form.submitLabel);
    }
  }

  private _busy = false;
}

/**
 * Show a form; resolves with its result, or with null when the user gave up.
 *
 * @param focus - selector of the element that gets the focus
 */
export async function showForm<T>(
  form: FormModel<T>,
  body: VDomRenderer<FormModel<T>>,
  options: { title: string; trans: TranslationBundle; focus: string }
): Promise<T | null> {
  const { title, trans, focus } = options;
  const dialog = new FormDialog<T>(form, {
    title,
    body,
    focusNodeSelector: focus,
    defaultButton: 1,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: form.submitLabel })
    ]
  });
  await dialog.launch();
  return dialog.result;
}
