import { nullTranslator } from '@jupyterlab/translation';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { CommandIds } from '../contract/commands';
import type { Operation } from '../contract/schemas';
import { RegistryError } from '../server/error';
import { fakeCommands } from '../testing/fakes';
import { FakeOperations, operation } from '../testing/operations';
import { ItemButton } from './status';
import { OperationList } from './view';

const trans = nullTranslator.load('');
const { id, subject } = operation();

/** The list over these operations. */
function rig(...current: Operation[]) {
  const operations = new FakeOperations();
  operations.set(...current);
  const { commands, executed } = fakeCommands(CommandIds.openModel);
  const onClose = jest.fn();
  const context = { operations, commands, trans, onClose };
  const view = render(<OperationList {...context} />);
  const redraw = () => view.rerender(<OperationList {...context} />);
  operations.changed.connect(() => act(redraw));
  return { operations, executed, onClose, user: userEvent.setup() };
}

const button = (name: string) => screen.getByRole('button', { name });

describe('The list of operations', () => {
  it('says what runs, how far and how fast, and cancels it', async () => {
    const { operations, user } = rig(operation());
    const dialog = screen.getByRole('dialog');
    expect(document.activeElement).toBe(dialog);
    const [row] = within(dialog).getAllByRole('listitem');
    expect(row.textContent).toContain('Saving churn');
    expect(row.textContent).toContain('524 kB of 1.0 MB · 262 kB/s · 2 s left');
    const bar = screen.getByRole('progressbar', { name: 'Saving churn' });
    expect(bar.getAttribute('value')).toBe('524288');
    expect(screen.queryByRole('button', { name: /^Pause/ })).toBeNull();
    await user.click(button('Cancel: Saving churn'));
    expect(operations.calls).toEqual([`cancel(${id})`]);
  });

  it.each([
    ['queued', 'Waiting for the running cell'],
    ['stalled', 'Stalled'],
    ['paused', 'Paused']
  ] as const)('says that one is %s', (state, words) => {
    rig(operation({ state }));
    expect(screen.getByRole('status').textContent).toBe(words);
    expect(screen.getByRole('listitem').textContent).toContain(words);
  });

  it('has buttons for what the server can do', async () => {
    const actions: Operation['actions'] = ['cancel', 'pause'];
    const { operations, user } = rig(operation({ actions }));
    await user.click(button('Pause: Saving churn'));
    operations.set(operation({ state: 'paused', actions: ['resume'] }));
    expect(screen.queryByRole('button', { name: /^Cancel/ })).toBeNull();
    await user.click(button('Resume: Saving churn'));
    expect(operations.calls).toEqual([`pause(${id})`, `resume(${id})`]);
  });

  it('says in the row why an action was refused', async () => {
    const { operations, user } = rig(operation());
    operations.failure = new RegistryError(
      { code: 'not_yours', message: 'Bo started this.', hint: 'Ask Bo.' },
      403
    );
    await user.click(button('Cancel: Saving churn'));
    const row = screen.getByRole('listitem');
    expect((await within(row).findByRole('alert')).textContent).toBe(
      'Bo started this. Ask Bo.'
    );
  });

  it('opens the model that was saved', async () => {
    const { executed, onClose, user } = rig(
      operation({
        state: 'done',
        actions: [],
        subject: { ...subject, version: 3 }
      })
    );
    expect(screen.getByRole('listitem').textContent).toContain(
      'Saved churn v3'
    );
    await user.click(button('Open churn'));
    expect(executed).toEqual([[CommandIds.openModel, { name: 'churn' }]]);
    expect(onClose).toHaveBeenCalled();
  });

  it('says why one failed, retries it and dismisses it', async () => {
    const error = {
      code: 'no_space',
      message: 'It is full.',
      hint: 'Clean up.'
    };
    const { operations, user } = rig(
      operation({ state: 'failed', error, actions: ['retry'] })
    );
    expect(screen.getByRole('alert').textContent).toContain(
      'It is full. Clean up.'
    );
    expect(screen.getByText('Could not save churn')).toBeTruthy();
    await user.click(button('Retry'));
    expect(operations.calls).toEqual([`retry(${id})`]);
    await user.click(button('Dismiss'));
    expect(screen.getByText('No operation is running.')).toBeTruthy();
    // The button that had the focus is gone.
    expect(document.activeElement).toBe(screen.getByRole('dialog'));
  });
});

describe('The item of the status bar', () => {
  const other = operation({ id: '1'.repeat(32), state: 'queued' });
  it.each<[string, Operation[]]>([
    ['Saving churn', [operation()]],
    ['Saving churn: Waiting for the running cell', [other]],
    ['2 operations', [operation(), other]],
    ['1 failed operation', [operation({ state: 'failed' })]],
    ['Saving churn', [operation({ state: 'failed' }), operation()]],
    ['Saved churn', [operation({ state: 'done' })]]
  ])('says “%s”', (text, current) => {
    const operations = new FakeOperations();
    operations.set(...current);
    const props = {
      operations,
      trans,
      isOpen: false,
      onClick: () => undefined
    };
    render(<ItemButton {...props} />);
    expect(screen.getByRole('button').textContent).toBe(text);
  });
});
