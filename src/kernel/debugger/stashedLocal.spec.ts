import type { Kernel } from '@jupyterlab/services';
import { RegistryError } from '../../server/error';
import { transfer } from '../../testing/fakes';
import { StashSweeper, stashName } from './stashedLocal';

const kernel = {} as Kernel.IKernelConnection;
const ID = 'a'.repeat(32);

describe('StashSweeper', () => {
  let answer: () => Promise<ReturnType<typeof transfer>>;
  let release: jest.Mock;
  let sweeper: StashSweeper;

  beforeEach(() => {
    release = jest.fn(async () => undefined);
    sweeper = new StashSweeper(() => answer(), { release });
  });

  it.each(['done', 'failed', 'cancelled'] as const)(
    'takes away what a transfer left that is %s',
    async state => {
      answer = async () => transfer({ id: ID, state });
      await sweeper.sweep(kernel, [stashName(ID)]);
      expect(release).toHaveBeenCalledWith(kernel, stashName(ID));
    }
  );

  it.each(['waiting', 'running'] as const)(
    'leaves what a transfer that is %s still needs',
    async state => {
      answer = async () => transfer({ id: ID, state });
      await sweeper.sweep(kernel, [stashName(ID)]);
      expect(release).not.toHaveBeenCalled();
    }
  );

  it('takes away what nobody knows', async () => {
    const error = { code: 'not_found', message: 'There is no such transfer.' };
    answer = () => Promise.reject(new RegistryError(error, 404));
    await sweeper.sweep(kernel, [stashName(ID)]);
    expect(release).toHaveBeenCalledTimes(1);
  });

  it('leaves it while the server does not answer, and asks once at a time', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    const error = { code: 'unreachable', message: 'The server is away.' };
    answer = () => Promise.reject(new RegistryError(error, 0));
    await sweeper.sweep(kernel, [stashName(ID)]);
    expect(release).not.toHaveBeenCalled();
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();

    answer = async () => transfer({ id: ID, state: 'failed' });
    let done: () => void = () => undefined;
    release.mockReturnValueOnce(new Promise<void>(resolve => (done = resolve)));
    const first = sweeper.sweep(kernel, [stashName(ID)]);
    await sweeper.sweep(kernel, [stashName(ID)]);
    done();
    await first;
    expect(release).toHaveBeenCalledTimes(1);
  });
});
