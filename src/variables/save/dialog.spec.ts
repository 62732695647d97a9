import { nullTranslator } from '@jupyterlab/translation';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RegistryError } from '../../server/error';
import {
  checked,
  FakeRegistry,
  FakeTransfers,
  head,
  model as example,
  variable
} from '../../testing/fakes';
import { accept } from '../../testing/dialogs';
import { FakeVariables } from '../../testing/variables';
import { askSave } from './dialog';

const trans = nullTranslator.load('');

function setUp() {
  const registry = new FakeRegistry();
  registry.models.set('churn', example());
  registry.heads = [head('churn'), head('wine')];
  const variables = new FakeVariables();
  variables.variables = [variable('tumours')];
  const transfers = new FakeTransfers();
  return { registry, variables, transfers, trans };
}

const saved = {
  name: 'churn 2',
  version: 1,
  format: 'cbm',
  bytes: 1,
  sha256: 'a'.repeat(64)
};

describe('The save dialog', () => {
  it('says what is saved, and saves when Enter is pressed in the name', async () => {
    const parts = setUp();
    const result = askSave({ ...parts, variable: 'tumours' });
    await accept('Save');
    const facts = screen.getByLabelText('What is saved');
    for (const fact of [
      'CatBoostClassifier',
      'cbm',
      'About 147 kB; 86 GB are free',
      'with its trees',
      'Parser'
    ]) {
      expect(facts.textContent).toContain(fact);
    }
    const name = screen.getByLabelText('Name');
    expect(document.activeElement).toBe(name);
    parts.transfers.saved = Promise.resolve(saved);
    await userEvent.clear(name);
    await userEvent.type(name, 'churn 2{Enter}');
    expect(await result).toEqual(saved);
    expect(parts.transfers.saves[0].name).toBe('churn 2');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('tells broken rules under the name and is shut meanwhile', async () => {
    const result = askSave({ ...setUp(), variable: 'tumours' });
    const button = await accept('Save');
    const name = screen.getByLabelText('Name');
    await userEvent.type(name, '/');
    await waitFor(() => expect(button.disabled).toBe(true));
    expect(name.getAttribute('aria-invalid')).toBe('true');
    const told = document.getElementById(
      name.getAttribute('aria-describedby')!
    );
    expect(told?.textContent).toContain('letters, digits, spaces');
    await userEvent.keyboard('{Escape}');
    expect(await result).toBeNull();
  });

  it('stays open on an error', async () => {
    const parts = setUp();
    const result = askSave({ ...parts, variable: 'tumours' });
    const button = await accept('Save');
    parts.transfers.save = () =>
      Promise.reject(
        new RegistryError({ code: 'disk_full', message: 'No room.' }, 507)
      );
    await userEvent.click(button);
    expect((await screen.findByRole('alert')).textContent).toContain('No room');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await result).toBeNull();
  });

  it('shows the cell that made it, and leaves its source out when asked', async () => {
    const parts = setUp();
    const cell = { source: 'tumours = fit(X)', count: 7 };
    parts.transfers.answer = checked({ cell });
    const result = askSave({ ...parts, variable: 'tumours' });
    await accept('Save');
    screen.getByText(/^Cell \[7\]/);
    screen.getByText('tumours = fit(X)');
    await userEvent.click(
      screen.getByLabelText('Keep the source of the cell that made it')
    );
    await waitFor(() =>
      expect(screen.queryByText('tumours = fit(X)')).toBeNull()
    );
    parts.transfers.saved = Promise.resolve(saved);
    await userEvent.click(await accept('Save'));
    expect(await result).toEqual(saved);
    expect(parts.transfers.saves[0].keepCell).toBe(false);
  });

  it('does not have the user wait for the end of the cell with a local variable', async () => {
    const parts = setUp();
    parts.variables.variables = [{ ...variable('best'), frame: 7 }];
    parts.variables.kernel = { id: 'k', status: 'busy' } as never;
    const result = askSave({ ...parts, variable: 'best' });
    await accept('Save');
    const told = screen.getByText(/is written when the cell ends/);
    expect(told.textContent).toContain('best is a local variable');
    expect(told.textContent).not.toContain('Wait for its end');
    await userEvent.keyboard('{Escape}');
    expect(await result).toBeNull();
  });

  it('says why an object cannot be saved', async () => {
    const parts = setUp();
    const error = { code: 'x', message: 'It is not fitted.', hint: 'Fit it.' };
    parts.transfers.answer = checked({ ok: false, error });
    const result = askSave({ ...parts, variable: 'tumours' });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('It is not fitted.Fit it.');
    const button = screen.getByRole<HTMLButtonElement>('button', {
      name: 'Save'
    });
    expect(button.disabled).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await result).toBeNull();
  });
});
