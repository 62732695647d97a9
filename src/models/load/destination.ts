import type { ITransferOptions } from '../../transfers/form';

/** Which document's kernel a model goes to. */
export function destination({ variables, kernel }: ITransferOptions): string {
  if (kernel && kernel !== variables.kernel?.id) {
    const choice = variables.choices.find(({ id }) => id === kernel);
    return choice ? choice.documents.join(', ') || choice.kernel : kernel;
  }
  return variables.path ?? variables.kernelName;
}

/** Why nothing can be loaded there at all, or ''. */
export function noKernel({
  variables,
  kernel,
  trans
}: ITransferOptions): string {
  if (kernel) {
    return '';
  }
  switch (variables.status) {
    case 'no-kernel':
      return trans.__(
        'There is no kernel to load into. Open a notebook with a Python kernel, then press Load again.'
      );
    case 'unsupported':
      return trans.__(
        'The current kernel runs %1. Loading a model needs a Python kernel.',
        variables.detail
      );
    case 'dead':
      return trans.__(
        'The kernel has died. Restart it, then press Load again.'
      );
    case 'disconnected':
      return trans.__(
        'There is no connection to the kernel now. Wait until it is back.'
      );
    default:
      return '';
  }
}
