import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import React from 'react';
import type { FormModel } from './formModel';

/** Draws a form. */
type Form<M> = (props: { model: M }) => JSX.Element;

/** Body of a dialog with a form. */
class FormView<M extends FormModel<unknown>> extends VDomRenderer<M> {
  constructor(
    model: M,
    private _form: Form<M>
  ) {
    super(model);
    this.addClass('jp-Models-form');
  }

  protected override render(): JSX.Element {
    const Form = this._form;
    return <Form model={this.model} />;
  }
}

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

  /** Enter sends the form off, but not from buttons, choices and texts of several lines; from those Ctrl+Enter does. */
  protected override _evtKeydown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const own =
      event.key === 'Enter' &&
      target.closest('.jp-Dialog-body') !== null &&
      target.closest('button, a, summary, textarea') !== null;
    if (!own) {
      super._evtKeydown(event);
    } else if (
      target instanceof HTMLTextAreaElement &&
      (event.ctrlKey || event.metaKey)
    ) {
      event.preventDefault();
      this.resolve(1);
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
export async function showForm<T, M extends FormModel<T>>(
  model: M & FormModel<T>,
  form: Form<M>,
  options: { title: string; trans: TranslationBundle; focus: string }
): Promise<T | null> {
  const { title, trans, focus } = options;
  const dialog = new FormDialog<T>(model, {
    title,
    body: new FormView(model, form),
    focusNodeSelector: focus,
    defaultButton: 1,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.okButton({ label: model.submitLabel })
    ]
  });
  await dialog.launch();
  return dialog.result;
}
