import { CommandIds } from '../contract/commands';
import { RegistryError } from '../server/error';
import { commandRig } from '../testing/commands';

describe('The command that saves', () => {
  it('save at once with variable and name, and give the result', async () => {
    const { transfers, commands } = commandRig();
    const saved = {
      name: 'churn',
      version: 3,
      format: 'cbm',
      bytes: 9,
      sha256: 'a'.repeat(64)
    };
    transfers.saved = Promise.resolve(saved);
    const args = {
      variable: 'tumours',
      name: 'churn',
      tags: ['telecom'],
      kernel: 'k'
    };
    expect(await commands.execute(CommandIds.save, args)).toEqual(saved);
    expect(transfers.saves[0]).toMatchObject(args);
  });

  it('throw what the registry says', async () => {
    const { transfers, commands } = commandRig();
    const error = new RegistryError({ code: 'x', message: 'No room.' }, 507);
    transfers.begun = Promise.reject(error);
    await expect(
      commands.execute(CommandIds.save, { variable: 'a', name: 'b' })
    ).rejects.toThrow('No room.');
  });
});
