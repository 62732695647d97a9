import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { Breakpoint } from '../kernel/debugger/breakpoint';
import { KernelError } from '../kernel/error';
import { TransferRig } from '../testing/transferRig';
import type { IKernelVariables } from '../kernel/token';
import { transfers } from './plugin';
import { variables } from '../kernel/plugin';
import { KernelSource } from '../kernel/client';

describe('The plugin of the transfers', () => {
  it('saves local variables from the breakpoint that the list of variables shows', async () => {
    const shared = transfers.optional?.filter(token =>
      variables.optional?.includes(token)
    );
    expect(shared?.map(({ name }) => name)).toContain(
      'jupyterlab-models:IBreakpoint'
    );
    const rig = await TransferRig.make();
    const kernel = rig.kernel.connection;
    const shown = { kernel, path: null } as unknown as IKernelVariables;
    const error = { code: 'not_paused', message: 'It was restarted.' };
    const breakpoint = {
      copyToGlobals: () => Promise.reject(new KernelError(error))
    } as unknown as Breakpoint;
    const app = { serviceManager: {} } as JupyterFrontEnd;
    const made = await transfers.activate(
      app,
      rig.registry,
      shown,
      new KernelSource(rig.part),
      null,
      null,
      breakpoint
    );
    const save = { variable: 'model', name: 'churn', frame: 7 };
    const { done } = await made.save(save);
    await expect(done).rejects.toMatchObject(error);
    rig.dispose();
  });
});
