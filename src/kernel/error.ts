import type { Schemas } from '../contract/schemas';

/** What went wrong in or with a kernel, in words that a user understands. */
export class KernelError extends Error {
  constructor(error: Schemas['KernelError']) {
    super(error.message);
    this.name = 'KernelError';
    this.code = error.code;
    this.hint = error.hint ?? '';
  }

  /** One word for programs: `aborted`, `kernel_gone`, `rebound`, `taken`, `not_fitted` … */
  readonly code: string;
  /** What to do next, or ''. */
  readonly hint: string;

  /** The schema `KernelError`, for the server. */
  toJSON(): Schemas['KernelError'] {
    const { code, message, hint } = this;
    return {
      code: code.slice(0, 64),
      message: message.slice(0, 4000),
      ...(hint && { hint: hint.slice(0, 1000) })
    };
  }
}
