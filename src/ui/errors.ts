import { showErrorMessage } from '@jupyterlab/apputils';
import type { Schemas } from '../contract/schemas';
import { inOrder } from './visible';

/** What can be told about something that went wrong. */
export interface IProblem {
  /** One word for programs; '' when nobody gave one. */
  readonly code: string;
  /** What happened and why. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** The field that the problem is about. */
  readonly field: string;
  /** What the user has to agree to. */
  readonly confirm: Schemas['Confirm'] | null;
}

/** Read an error of the registry, of the kernel or of JavaScript itself. */
export function toProblem(
  reason: unknown,
  defaults: Partial<IProblem> = {}
): IProblem {
  const from = (reason ?? {}) as Partial<IProblem>;
  return {
    code: from.code ?? defaults.code ?? '',
    // They may quote what somebody else wrote.
    message: inOrder(from.message || defaults.message || String(reason)),
    hint: inOrder(from.hint ?? defaults.hint ?? ''),
    field: from.field ?? defaults.field ?? '',
    confirm: from.confirm ?? defaults.confirm ?? null
  };
}

/** Message and hint as one text. Messages of libraries often end without a full stop. */
export function problemText({ message, hint }: IProblem): string {
  const joint = /[\p{L}\p{N}'")\]]$/u.test(message) ? '. ' : ' ';
  return message && hint ? message + joint + hint : message || hint;
}

/** Run what a user started by hand: errors are shown, not thrown. */
export async function byHand<T>(
  title: string,
  action: () => Promise<T>
): Promise<T | null> {
  try {
    return await action();
  } catch (reason) {
    await showErrorMessage(title, problemText(toProblem(reason)));
    return null;
  }
}
