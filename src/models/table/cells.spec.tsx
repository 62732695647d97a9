import { act, screen } from '@testing-library/react';
import { head, model } from '../../testing/fakes';
import { layOut } from '../../testing/layout';
import { cell, focus, showTable } from '../../testing/table';
import { until } from '../../testing/wait';

beforeAll(() => layOut(32));

const names = ['apple', 'banana', 'blueberry', 'cherry'];

describe('A cell', () => {
  it('is edited in place, and a refresh does not touch the text', async () => {
    const { registry, undo, user } = await showTable(
      ...names.map(name => head(name))
    );
    act(() => cell(1, 'type').focus());
    await user.keyboard('{F2}');
    const field = screen.getByRole('textbox', { name: 'New name' });
    expect(document.activeElement).toBe(field);
    await user.keyboard('{Control>}a{/Control}{Backspace}papaya/');
    screen.getByRole('alert');
    await user.keyboard('{Enter}');
    expect(registry.calls).toEqual([]);
    registry.heads = registry.heads.slice(1);
    act(() => registry.change());
    await user.keyboard('{Backspace}');
    expect((field as HTMLInputElement).value).toBe('papaya');
    await user.keyboard('{Enter}');
    await until(() => registry.calls.length === 1);
    expect(registry.models.has('papaya')).toBe(true);
    await until(() => cell(0, 'name').textContent!.includes('papaya'));
    expect(undo.change?.text).toBe('“banana” was renamed to “papaya”.');
    await until(() => focus() === '0 name');
  });

  it('whose model was changed elsewhere keeps the text, and asks whose to take', async () => {
    const { registry, table, user } = await showTable(
      head('churn', { tags: ['old'] })
    );
    act(() => cell(0, 'tags').focus());
    await user.keyboard('{F2}');
    const field = () =>
      screen.getByRole<HTMLInputElement>('textbox', { name: /^Tags/ });
    registry.models.set(
      'churn',
      model({ ...registry.heads[0], tags: ['theirs'] })
    );
    await user.keyboard(', mine{Enter}');
    await screen.findByText('Ada changed the tags meanwhile.');
    expect(field().value).toBe('old, mine');
    await user.click(screen.getByRole('button', { name: 'Save mine' }));
    await until(() => table.editing === null);
    expect(registry.models.get('churn')!.tags).toEqual(['old', 'mine']);
  });

  it('takes texts of any length, and says what is wrong with them', async () => {
    const { registry, user } = await showTable(
      head('churn', { tags: [] }),
      head('next')
    );
    const long = 'x'.repeat(129);
    act(() => cell(0, 'name').focus());
    await user.keyboard('{F2}');
    await user.clear(screen.getByRole('textbox'));
    await user.paste(long);
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe(long);
    screen.getByText('The name has more than 128 characters.');
    await user.keyboard('{Enter}{Escape}');
    act(() => cell(0, 'tags').focus());
    await user.keyboard('{F2}');
    await user.paste(Array.from({ length: 33 }, (_, i) => `t${i}`).join());
    screen.getByText('There are 33 tags; there can be 32 at most.');
    await user.keyboard('{Enter}');
    expect(registry.calls).toEqual([]);
  });

  it('is left as it was by Escape', async () => {
    const { registry, user } = await showTable(head('churn'));
    act(() => cell(0, 'name').focus());
    await user.keyboard('{F2}x{Escape}');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(focus()).toBe('0 name');
    expect(registry.calls).toEqual([]);
  });
});

describe('Selected models', () => {
  it('get a tag together, and it is undone at once', async () => {
    const { registry, undo, table, user } = await showTable(
      ...names.map(name => head(name, { tags: [] }))
    );
    await user.click(screen.getByRole('checkbox', { name: 'Select apple' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select cherry' }));
    screen.getByText('2 selected');
    await user.click(screen.getByRole('button', { name: 'Add tag' }));
    await user.paste('x'.repeat(65));
    screen.getByText(/^The tag “x+…” has more than 64 characters.$/);
    await user.clear(screen.getByRole('textbox', { name: 'Tag to add' }));
    await user.keyboard('a,b{Enter}');
    screen.getByText('Add one tag at a time, without commas.');
    await user.clear(screen.getByRole('textbox', { name: 'Tag to add' }));
    await user.keyboard('fruit{Enter}');
    await until(() => undo.change !== null);
    expect(undo.change!.text).toBe('2 models have the tag “fruit” now.');
    expect(registry.models.get('cherry')!.tags).toEqual(['fruit']);
    expect(table.selection.size).toBe(2);
    await act(async () => {
      await undo.undo(undo.change!);
    });
    expect(registry.models.get('cherry')!.tags).toEqual([]);
  });

  it('are deleted after a question that names them', async () => {
    const { registry, undo, table, user } = await showTable(
      ...names.map(name => head(name))
    );
    const remove = registry.delete.bind(registry);
    registry.delete = name => {
      registry.models.delete(name);
      registry.heads = registry.heads.filter(each => each.name !== name);
      return remove(name);
    };
    act(() => cell(0, 'name').focus());
    await user.keyboard('{Control>}a{/Control}');
    await until(() => table.selection.size === 4);
    await user.keyboard('{Delete}');
    const dialog = await screen.findByText(/“apple”, “banana”/);
    expect(dialog.textContent).toContain('go to the trash');
    document.querySelector<HTMLElement>('.jp-Dialog .jp-mod-warn')!.click();
    await until(() => undo.change !== null);
    expect(registry.calls).toHaveLength(4);
    expect(undo.change!.text).toBe('4 models are in the trash.');
    await until(() => table.selection.size === 0);
  });
});
