import { fireEvent, screen } from '@testing-library/dom';
import { CommandIds } from '../../contract/commands';
import { commandRig } from '../../testing/commands';
import { model, trashed } from '../../testing/fakes';

describe('The commands of the trash', () => {
  it('delete without asking when confirmed, and offer to undo it', async () => {
    const { registry, undo, commands } = commandRig();
    const args = { name: 'churn', version: 2, confirmed: true };
    await commands.execute(CommandIds.delete, args);
    expect(registry.calls).toEqual(['delete(churn, 2)']);
    expect(undo.change?.text).toBe('Version 2 of “churn” is in the trash.');
    await undo.undo(undo.change!);
    expect(registry.calls[1]).toMatch(/^restore\(/);
    expect(undo.change).toBeNull();
  });

  it('take no version for the whole model that is none', async () => {
    const { registry, commands } = commandRig();
    for (const version of [0, -1, 1.5, '2']) {
      await expect(
        commands.execute(CommandIds.delete, {
          name: 'churn',
          version,
          confirmed: true
        })
      ).rejects.toThrow('not a valid version number');
    }
    expect(registry.calls).toEqual([]);
  });

  it('restore what was deleted last, regardless of case', async () => {
    const { registry, commands } = commandRig();
    registry.entries = [
      trashed({ id: 'a', name: 'churn' }),
      trashed({ id: 'b', name: 'churn', version: 1 })
    ];
    await commands.execute(CommandIds.restore, { name: 'CHURN' });
    await commands.execute(CommandIds.restore, { name: 'churn', version: 1 });
    expect(registry.calls).toEqual(['restore(a)', 'restore(b)']);
    await expect(
      commands.execute(CommandIds.restore, { name: 'churn' })
    ).rejects.toThrow('There is no model named “churn” in the trash');
  });

  it('ask which deletion to undo', async () => {
    const { registry, commands } = commandRig();
    registry.entries = [
      trashed({ id: 'a', name: 'churn' }),
      trashed({ id: 'b', name: 'wine', version: 1 })
    ];
    const done = commands.execute(CommandIds.restore);
    const field = await screen.findByLabelText('Deleted model or version');
    fireEvent.change(field, { target: { value: '1' } });
    fireEvent.click(screen.getByText('Restore'));
    await done;
    expect(registry.calls).toEqual(['restore(b)']);
  });

  it('permanently delete all that the trash has under a name', async () => {
    const { registry, commands } = commandRig();
    const purge = (name: string) =>
      commands.execute(CommandIds.purge, { name, confirmed: true });
    await expect(purge('churn')).rejects.toThrow('Move it to the trash first');
    await expect(purge('nope')).rejects.toThrow('no model named “nope”');
    registry.entries = [
      trashed({ id: 'a', name: 'churn', version: 1 }),
      trashed({ id: 'b', name: 'wine' }),
      trashed({ id: 'c', name: 'churn' })
    ];
    await purge('Churn');
    expect(registry.calls).toEqual(['purge(a)', 'purge(c)']);
  });

  it('ask before they permanently delete', async () => {
    const { registry, commands } = commandRig();
    registry.entries = [trashed({ id: 'a', name: 'wine', versions: 3 })];
    const done = commands.execute(CommandIds.purge);
    await screen.findByLabelText('Deleted model or version');
    fireEvent.click(screen.getByText('Next'));
    await screen.findByText(/^3 versions .* This cannot be undone/);
    expect(registry.calls).toEqual([]);
    fireEvent.click(screen.getByText('Permanently delete'));
    await done;
    expect(registry.calls).toEqual(['purge(a)']);
  });

  it('tell what keeps a model from being deleted', async () => {
    const { registry, commands } = commandRig();
    const label = 'The deployment churn-live runs it';
    const use = { model: model().id, kind: 'deployment', id: 'd', label };
    registry.used = [{ ...use, blocks: ['delete'] }];
    const done = commands.execute(CommandIds.delete, { name: 'churn' });
    await screen.findByText('churn is in use');
    screen.getByText(label);
    fireEvent.click(screen.getByText('Close'));
    await done;
    expect(registry.calls).toEqual([]);
  });
});
