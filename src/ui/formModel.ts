import { VDomModel } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import { LatestAnswer } from '../timing/latestAnswer';
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
      this._answers.forEach(answer => answer.dispose());
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
    const counts = await this._about(topic).ask(() => question, {
      answer: answer => settle.answer(answer),
      failure: reason => settle.problem(toProblem(reason))
    });
    if (counts) {
      this.stateChanged.emit();
    }
  }

  /** Answers about the topic that are still to come count no more. */
  protected forget(topic: string): void {
    this._about(topic).renew();
  }

  private _about(topic: string): LatestAnswer {
    const answer = this._answers.get(topic) ?? new LatestAnswer();
    this._answers.set(topic, answer);
    return answer;
  }

  private readonly _answers = new Map<string, LatestAnswer>();
}
