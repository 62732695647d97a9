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
  /** This rung cannot tell just now. */
  | { readonly kind: 'later' };

/**
 * One way to look at the probe. Those there are, from the best to the last:
 *
 * T0 `DebuggerRung`: while a cell runs too, and without any trace.
 *
 * T1 would be a request over a second connection bound to a subshell. There is none: JupyterLab and the server apply
 * every `status` message whatever subshell it came from, and neither `create_subshell_request` nor `inspect_request`
 * is among the types that they do not track. The kernel would be shown as idle, and culled as idle, in the middle of
 * its cell. So where there is no debugger, the list appears when the running cell ends.
 *
 * T2 `ExpressionRung`: while the kernel is idle.
 *
 * T3 `unsupportedLanguage`: no Python, nothing is sent at all.
 */
export interface IRung {
  /** Look at the name, if the kernel's process is the one that is meant. */
  look(name: string, process: string): Promise<Found>;
}
