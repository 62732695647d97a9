import { fireEvent, screen } from '@testing-library/dom';
import { CommandIds } from '../../contract/commands';
import { commandRig } from '../../testing/commands';

describe('The command that loads', () => {
  it('load at once with name and variable', async () => {
    const { transfers, commands } = commandRig();
    const args = { name: 'churn', variable: 'again', version: 2, trust: 'abc' };
    const loaded = { name: 'churn', version: 2, variable: 'again', type: 'T' };
    transfers.loaded = Promise.resolve(loaded);
    expect(await commands.execute(CommandIds.load, args)).toEqual(loaded);
    expect(transfers.loads[0]).toMatchObject({ ...args, overwrite: false });
  });

  it('ask in the dialog when a row wants it, whatever is known', async () => {
    const { transfers, commands } = commandRig();
    const args = { name: 'churn', variable: 'again', version: 1, row: true };
    const loaded = commands.execute(CommandIds.load, args);
    const field = await screen.findByLabelText<HTMLInputElement>('Variable');
    expect(field.value).toBe('again');
    fireEvent.keyDown(field, { key: 'Escape', keyCode: 27 });
    expect(await loaded).toBeNull();
    expect(transfers.loads).toEqual([]);
  });
});
