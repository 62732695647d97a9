import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { CommandIds } from '../../contract/commands';
import { commandRig } from '../../testing/commands';
import { accept } from '../../testing/dialogs';
import { head, model } from '../../testing/fakes';

function type(field: HTMLElement, value: string): void {
  fireEvent.change(field, { target: { value } });
}

describe('The command rename', () => {
  it('renames at once when it has all it needs, and returns the name', async () => {
    const { registry, commands, undo } = commandRig();
    const args = { name: 'churn', to: 'leavers' };
    expect(await commands.execute(CommandIds.rename, args)).toEqual({
      name: 'leavers'
    });
    expect(undo.change?.text).toBe('“churn” was renamed to “leavers”.');
    await expect(registry.get('churn')).rejects.toThrow('no model named');
    await expect(commands.execute(CommandIds.rename, args)).rejects.toThrow(
      'There is no model named “churn”.'
    );
  });

  it('says beside the name what is wrong with it before it is sent', async () => {
    const { registry, commands } = commandRig();
    registry.models.set('Модель', model({ ...head('Модель') }));
    const done = commands.execute(CommandIds.rename, { name: 'churn' });
    const field = await screen.findByLabelText('New name');
    const button = screen.getByRole('button', { name: 'Rename' });
    expect(button).toHaveProperty('disabled', true);
    type(field, 'a/b');
    await screen.findByText(/^The name may hold letters/);
    type(field, 'Модель');
    await screen.findByText(
      'There is already a model named “Модель”. Choose another name.'
    );
    expect(button).toHaveProperty('disabled', true);
    type(field, 'CHURN');
    fireEvent.click(await accept('Rename'));
    expect(await done).toEqual({ name: 'CHURN' });
    expect(registry.calls).toEqual([
      'update(churn, {"name":"CHURN","expected":{"name":"churn","id":"5f0c6f4e8f5b4d0c9a54f1f0a2f3b7c1"}})'
    ]);
  });

  it('stays open when somebody took the name meanwhile', async () => {
    const { registry, commands } = commandRig();
    const done = commands.execute(CommandIds.rename, { name: 'churn' });
    type(await screen.findByLabelText('New name'), 'Wine');
    const button = await accept('Rename');
    registry.models.set('wine', model({ ...head('wine') }));
    fireEvent.click(button);
    await screen.findByText('“wine” already exists.');
    fireEvent.click(screen.getByText('Cancel'));
    expect(await done).toBeNull();
  });

  it('tells of a name that somebody gave meanwhile, and then gives this one', async () => {
    const { registry, commands } = commandRig();
    const done = commands.execute(CommandIds.rename, { name: 'churn' });
    type(await screen.findByLabelText('New name'), 'mine');
    await registry.update('churn', { name: 'theirs' });
    fireEvent.click(await accept('Rename'));
    await screen.findByText('Ada changed the name meanwhile.');
    fireEvent.click(await accept('Rename'));
    expect(await done).toEqual({ name: 'mine' });
    expect([...registry.models.keys()]).toEqual(['mine']);
  });
});

describe('The command edit', () => {
  it('edits at once, of a version or of the model, and undoes all as one', async () => {
    const { registry, commands, undo } = commandRig();
    await commands.execute(CommandIds.edit, {
      name: 'churn',
      version: 2,
      tags: ['champion'],
      note: ''
    });
    expect(registry.calls).toEqual([
      'updateVersion(churn, 2, {"tags":["champion"],"expected":{"tags":[],"id":"5f0c6f4e8f5b4d0c9a54f1f0a2f3b7c1"}})'
    ]);
    await commands.execute(CommandIds.edit, {
      name: 'churn',
      description: '',
      tags: [],
      note: 'June'
    });
    expect(registry.models.get('churn')).toMatchObject({
      description: '',
      tags: [],
      items: [{ note: 'June', tags: ['champion'] }]
    });
    await undo.undo(undo.change!);
    expect(registry.models.get('churn')).toMatchObject({
      description: model().description,
      tags: model().tags,
      items: [{ note: '', tags: ['champion'] }]
    });
  });

  it('refuses what is no list of tags and no version of the model', async () => {
    const { registry, commands } = commandRig();
    const edit = (args: object) =>
      commands.execute(CommandIds.edit, { name: 'churn', ...args });
    await expect(edit({ tags: 'a, b' })).rejects.toThrow('not a list of tags');
    await expect(edit({ note: 7 })).rejects.toThrow('“7” is not a string.');
    await expect(edit({ version: 9, note: 'x' })).rejects.toThrow(
      'There is no version 9 of “churn”.'
    );
    expect(registry.calls).toEqual([]);
  });

  it('sends what was typed alone, so that a tag with a comma stays one', async () => {
    const { registry, commands } = commandRig();
    registry.models.set('churn', model({ tags: ['a, b'] }));
    const done = commands.execute(CommandIds.edit, { name: 'churn' });
    type(await screen.findByLabelText('Note on version 2'), '**June**');
    fireEvent.click(await accept('Save'));
    expect(await done).toEqual({ name: 'churn' });
    expect(registry.calls).toEqual([
      'updateVersion(churn, 2, {"note":"**June**","expected":{"note":"","id":"5f0c6f4e8f5b4d0c9a54f1f0a2f3b7c1"}})'
    ]);
  });

  it('lets the user choose where somebody else was faster', async () => {
    const { registry, commands } = commandRig();
    const done = commands.execute(CommandIds.edit, { name: 'churn' });
    const field = await screen.findByLabelText('Description');
    type(field, 'Mine');
    await registry.update('churn', { description: 'Theirs', tags: ['new'] });
    fireEvent.click(await accept('Save'));
    await screen.findByText('Ada changed the description meanwhile.');
    expect(field).toHaveProperty('value', 'Mine');
    expect(screen.getByLabelText('Tags')).toHaveProperty('value', 'new');
    fireEvent.click(screen.getByText('Take theirs'));
    await waitFor(() => expect(field).toHaveProperty('value', 'Theirs'));
    type(field, 'Mine after all');
    fireEvent.click(await accept('Save'));
    await done;
    expect(registry.models.get('churn')).toMatchObject({
      description: 'Mine after all',
      tags: ['new']
    });
  });
});
