import { fireEvent, screen } from '@testing-library/dom';
import { CommandIds } from '../contract/commands';
import { commandRig } from '../testing/commands';
import { accept } from '../testing/dialogs';
import { operation } from '../testing/operations';

const { cancelOperation, pauseOperation, resumeOperation } = CommandIds;
const { id } = operation();

describe('The commands on operations', () => {
  it.each([
    [cancelOperation, 'cancel', 'cancelled'],
    [pauseOperation, 'pause', 'paused'],
    [resumeOperation, 'resume', 'running']
  ])('%s', async (command, action, state) => {
    const { commands, operations } = commandRig();
    const args = { operation: id };
    expect(await commands.execute(command, args)).toEqual({
      operation: id,
      state
    });
    expect(operations.calls).toEqual([`${action}(${id})`]);
  });

  it('are off while there is nothing to act on', async () => {
    const { commands, operations } = commandRig();
    const changed: string[] = [];
    commands.commandChanged.connect((_, { id }) => changed.push(id ?? ''));
    expect(commands.isEnabled(cancelOperation)).toBe(false);
    operations.set(operation());
    expect(commands.isEnabled(cancelOperation)).toBe(true);
    expect(commands.isEnabled(pauseOperation)).toBe(false);
    operations.set(operation({ phase: 'publishing' }));
    expect(changed).toEqual([cancelOperation]);
  });

  it('ask which one is meant', async () => {
    const { commands, operations } = commandRig();
    const second = '1'.repeat(32);
    operations.set(operation(), operation({ id: second }));
    const done = commands.execute(cancelOperation);
    const submit = await accept('Cancel operation');
    const select = screen.getByRole('combobox');
    fireEvent.change(select, { target: { value: '2. Saving churn' } });
    submit.click();
    await done;
    expect(operations.calls).toEqual([`cancel(${second})`]);
  });
});
