/** What a look at one of the probe's names gave. */
export type Found =
  | {
      /** What the probe answered. */
      readonly kind: 'answer';
      readonly answer: unknown;
      /** Identity of the kernel's process. */
      readonly process: string;
    }
  /** The kernel's process has no probe. */
  | { readonly kind: 'missing' }
  /** The debugger holds the kernel at a breakpoint. */
  | { readonly kind: 'paused' }
  /** This strategy cannot tell just now. */
  | { readonly kind: 'later' };

/**
 * One way to read the probe. There are two, the better one first:
 *
 * - `DebuggerStrategy` works while a cell runs too, and leaves no trace.
 * - `ExpressionStrategy` works only while the kernel is idle.
 *
 * Nothing is sent to a kernel of another language than Python (`unsupportedLanguage`).
 *
 * A second connection bound to a subshell is no strategy: JupyterLab and the server apply every `status` message
 * whatever subshell it came from, and neither `create_subshell_request` nor `inspect_request` is among the types that
 * they do not track. The kernel would be shown as idle, and culled as idle, in the middle of its cell. So where there is
 * no debugger, the list appears when the running cell ends.
 */
export interface IStrategy {
  /** Read one of the probe's names, if the kernel's process is this one. */
  look(name: string, process: string): Promise<Found>;
}
