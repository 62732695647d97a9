import type { Schemas } from '../contract/schemas';

/** What went wrong at the registry, in words that a user understands. */
export class RegistryError extends Error {
  constructor(
    error: Schemas['Error'],
    /** The HTTP status, or 0 when there was no answer. */
    readonly status: number
  ) {
    super(error.message);
    this.name = 'RegistryError';
    this.code = error.code;
    this.hint = error.hint ?? '';
    this.field = error.field ?? '';
    this.confirm = error.confirm ?? null;
  }

  /** One word for programs. */
  readonly code: string;
  /** What to do next, or ''. */
  readonly hint: string;
  /** The field of the request that the error is about, or ''. */
  readonly field: string;
  /** With the code `confirm_required`, what the user has to agree to. */
  readonly confirm: Schemas['Confirm'] | null;
}

/** Reject with an `AbortError`, as `fetch` does, when the signal has fired. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw new DOMException('The request was given up.', 'AbortError');
  }
}
