import { VDomModel } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import { type IProblem, toProblem } from './errors';

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

  /** Ask something; of several questions about the same topic only the answer to the last one counts. */
  protected async ask<A>(
    topic: string,
    question: Promise<A>,
    settle: { answer(answer: A): void; problem(problem: IProblem): void }
  ): Promise<void> {
    const request = this.forget(topic);
    const isLate = () =>
      this.isDisposed || request !== this._lastRequests.get(topic);
    try {
      const answer = await question;
      if (!isLate()) {
        settle.answer(answer);
      }
    } catch (reason) {
      if (!isLate()) {
        settle.problem(toProblem(reason));
      }
    }
    if (!isLate()) {
      this.stateChanged.emit();
    }
  }

  /** Answers about the topic that are still to come count no more. */
  protected forget(topic: string): number {
    const request = (this._lastRequests.get(topic) ?? 0) + 1;
    this._lastRequests.set(topic, request);
    return request;
  }

  private readonly _lastRequests = new Map<string, number>();
}
