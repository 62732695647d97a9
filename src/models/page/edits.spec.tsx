import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ModelHead } from '../../contract/schemas';
import { head, model as example } from '../../testing/fakes';
import { showPage } from '../../testing/page';
import { until } from '../../testing/wait';

/** Open the field and type something else into it. */
async function type(label: string, text: string) {
  const name = `Edit: ${label}`;
  await userEvent.click(screen.getByRole('button', { name }));
  const field = screen.getByRole('textbox');
  await userEvent.clear(field);
  await userEvent.type(field, text);
  return field as HTMLInputElement;
}

const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));

describe('Fields of the page', () => {
  it('are saved with what the user saw, and can be undone', async () => {
    const { registry, undo } = await showPage();
    await type('Description', 'New{Control>}{Enter}{/Control}');
    await type('Tags', 'telecom, b{Enter}');
    await type('Note on version 2', '**June**');
    await press('Save');
    expect(registry.calls).toEqual([
      'update(churn, {"description":"New","expected":{"description":"Who leaves within 30 days","id":"5f0c6f4e8f5b4d0c9a54f1f0a2f3b7c1"}})',
      'update(churn, {"tags":["telecom","b"],"expected":{"tags":["telecom"],"id":"5f0c6f4e8f5b4d0c9a54f1f0a2f3b7c1"}})',
      'updateVersion(churn, 2, {"note":"**June**","expected":{"note":"","id":"5f0c6f4e8f5b4d0c9a54f1f0a2f3b7c1"}})'
    ]);
    await act(() => undo.undo(undo.change!));
    expect(registry.models.get('churn')?.items[0].note).toBe('');
  });

  it('say what is wrong before they are saved', async () => {
    await showPage();
    await type('Tags', 'x'.repeat(65));
    screen.getByText(/^The tag “x+…” has more than 64 characters/);
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty(
      'disabled',
      true
    );
  });

  it('show the tags of versions in their list', async () => {
    await showPage();
    await type('Tags of version 2', 'champion{Enter}');
    const versions = screen.getByRole('region', { name: 'Versions' });
    within(versions).getByText('champion');
  });

  it('stay open and say why they were not saved', async () => {
    const { registry } = await showPage();
    const field = await type('Description', 'Mine');
    registry.failure = new Error('The disk is full.');
    await press('Save');
    expect(screen.getByRole('alert').textContent).toContain('disk is full');
    expect(field.value).toBe('Mine');
    await userEvent.type(field, '{Escape}');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: 'Edit: Description' })
    );
  });

  it('keep what is typed while the page is fetched anew', async () => {
    const { registry, model } = await showPage();
    const field = await type('Note on version 2', 'Mine');
    const churn = registry.models.get('churn')!;
    const third = { ...churn.items[0], version: 3 };
    registry.models.set('churn', { ...churn, items: [third, ...churn.items] });
    act(() => registry.change());
    await until(() => model.model?.items.length === 3);
    expect(field.value).toBe('Mine');
    registry.models.set('churn', { ...churn, items: [third] });
    act(() => registry.change());
    await until(() => model.model?.items.length === 1);
    expect(field.value).toBe('Mine');
    await press('Cancel');
    screen.getByRole('heading', { name: 'Version 3' });
  });

  it('let the user choose where somebody else was faster', async () => {
    const { registry, model } = await showPage();
    const field = await type('Description', 'Mine');
    await registry.update('churn', { description: 'Theirs' });
    act(() => registry.change());
    await until(() => model.model?.description === 'Theirs');
    expect(field.value).toBe('Mine');
    await press('Save');
    expect(screen.getByRole('alert').textContent).toContain(
      'Ada changed the description meanwhile.'
    );
    await press('Take theirs');
    expect(field.value).toBe('Theirs');
    await userEvent.type(field, ', mended');
    await registry.update('churn', { description: 'Theirs again' });
    await press('Save');
    await press('Save mine');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(registry.models.get('churn')?.description).toBe('Theirs, mended');
  });
});

describe('The name of the page', () => {
  it('says what is wrong with it while it is typed, and follows', async () => {
    const { registry, model } = await showPage();
    registry.models.set('wine', example({ ...(head('wine') as ModelHead) }));
    await type('Name', 'a/b');
    screen.getByText(/^The name may hold letters/);
    const field = screen.getByRole('textbox');
    await userEvent.clear(field);
    await userEvent.type(field, 'Wine{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('already exists');
    await userEvent.clear(field);
    await userEvent.type(field, 'leavers{Enter}');
    screen.getByRole('heading', { name: 'leavers' });
    expect(model.name).toBe('leavers');
  });

  it('follows a new name that another tab gave, though the old one is used again', async () => {
    const { registry, model } = await showPage();
    const { id } = model;
    await registry.update('churn', { name: 'leavers' });
    registry.models.set('churn', example({ ...head('other'), name: 'churn' }));
    act(() => registry.change());
    await until(() => model.name === 'leavers');
    expect(model.id).toBe(id);
    screen.getByRole('heading', { name: 'leavers' });
  });

  it('is not changed over one that another tab gave', async () => {
    const { registry, model } = await showPage();
    await type('Name', 'mine');
    await registry.update('churn', { name: 'theirs' });
    await press('Save');
    expect(screen.getByRole('alert').textContent).toContain(
      'Ada changed the name meanwhile.'
    );
    await press('Save mine');
    expect(model.name).toBe('mine');
  });
});

describe('The page', () => {
  it('tells what uses the model', async () => {
    const { registry } = await showPage();
    const label = 'Ada saves model from work/churn.ipynb';
    const use = { kind: 'save', id: 'a', label, blocks: ['rename' as const] };
    registry.used = [
      { ...use, model: example().id },
      { ...use, model: 'another', id: 'b', label: 'not this one' }
    ];
    act(() => registry.change());
    const region = await screen.findByRole('region', { name: 'Used by' });
    expect(region.textContent).toContain(label);
    expect(region.textContent).toContain('Cannot be renamed until it ends');
    expect(region.textContent).not.toContain('not this one');
  });

  it('tells how the first version comes along, or why it failed', async () => {
    const id = '0'.repeat(32);
    const operation = {
      id,
      kind: 'save' as const,
      state: 'running' as const,
      progress: {
        done: 2 ** 20,
        total: 2 ** 22,
        unit: 'bytes',
        rate: null,
        eta: null
      },
      error: null
    };
    const none = { items: [], versions: 0, latest: null, origin: null };
    const pending = { ...none, state: 'pending' as const, operation };
    const { registry, executed } = await showPage(pending);
    screen.getByRole('heading', { name: 'churn' });
    screen.getByText('Its first version is being saved.');
    screen.getByText('1.0 MB of about 4.2 MB');
    expect(screen.queryByRole('button', { name: 'Load' })).toBeNull();
    registry.models.set(
      'churn',
      example({
        ...none,
        state: 'failed',
        operation: {
          ...operation,
          state: 'failed',
          progress: null,
          error: { code: 'lost', message: 'The kernel died.' }
        }
      })
    );
    act(() => registry.change());
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The kernel died.');
    expect(alert.textContent).toContain('Save the variable again');
    await press('Remove');
    expect(executed).toEqual([['jupyterlab-models:delete', { name: 'churn' }]]);
  });
});
