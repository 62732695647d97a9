import type { Kernel } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import { KernelError } from '../error';
import { KernelLocals } from './locals';

const trans = nullTranslator.load('jupyterlab_models');
const kernel = { id: 'k1' } as Kernel.IKernelConnection;

/** What is released after a save of a local variable ended so. */
function released(reason: unknown) {
  const release = jest.fn(async () => undefined);
  new KernelLocals(null, { release }, trans).releaseUnused(kernel, 'h', reason);
  return release.mock.calls;
}

describe('KernelLocals', () => {
  it.each([['aborted'], ['bad_reply'], ['cancelled']])(
    'removes the global after a save that ended as %s',
    code => {
      const reason = new KernelError({ code, message: 'It ended.' });
      expect(released(reason)).toEqual([[kernel, 'h']]);
    }
  );

  it('removes it when the agent could not be sent', () => {
    expect(released(new TypeError('fetch failed'))).toEqual([[kernel, 'h']]);
  });

  it.each([['kernel_gone'], ['connection_closed']])(
    'asks nothing of a kernel after %s',
    code => {
      const reason = new KernelError({ code, message: 'It ended.' });
      expect(released(reason)).toEqual([]);
    }
  );
});
