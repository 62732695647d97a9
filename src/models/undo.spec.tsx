import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { until } from '../testing/wait';
import { Undo } from './undo';
import { UndoBar } from './undoBar';

const trans = nullTranslator.load('');

/** A change whose undoing fails as often as there are failures. */
function change(text: string, ...failures: string[]) {
  const run = jest.fn(async () => {
    const failure = failures.shift();
    if (failure) {
      throw new Error(failure);
    }
  });
  return { text, run };
}

/** The action of the toast about a change. */
function toastOf(text: string) {
  return Notification.manager.notifications.find(
    ({ message }) => message === text
  )?.options.actions?.[0];
}

afterEach(() => Notification.dismiss());

describe('The message about a change', () => {
  it('undoes it, or says why not', async () => {
    const undo = new Undo(trans);
    render(<UndoBar undo={undo} trans={trans} />);
    const renamed = change('Renamed.', 'The name is taken.');
    act(() => undo.offer(renamed));
    screen.getByText('Renamed.');
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('The name is taken.');
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await until(() => undo.change === null);
    undo.dispose();
  });

  it('undoes the change that was meant, though another one came after it', async () => {
    const undo = new Undo(trans);
    const [first, second] = [change('First.'), change('Second.')];
    undo.offer(first);
    undo.offer(second);
    expect(await undo.undo(first)).toBeNull();
    expect(first.run).toHaveBeenCalledTimes(1);
    expect(second.run).not.toHaveBeenCalled();
    expect(undo.change).toBe(second);
    undo.dispose();
  });

  it('undoes a change once, however often it is pressed', async () => {
    const undo = new Undo(trans);
    const renamed = change('Renamed.');
    undo.offer(renamed);
    await Promise.all([undo.undo(renamed), undo.undo(renamed)]);
    expect(await undo.undo(renamed)).toBeNull();
    expect(renamed.run).toHaveBeenCalledTimes(1);
    undo.dispose();
  });

  it('is a toast where no bar is in sight', async () => {
    const undo = new Undo(trans);
    const renamed = change('Renamed.', 'The name is taken.');
    undo.offer(renamed);
    toastOf('Renamed.')!.callback(new MouseEvent('click'));
    await until(
      () => toastOf('Renamed.') !== undefined && undo.problem !== null
    );
    expect(
      Notification.manager.notifications.map(({ message }) => message)
    ).toContain('The name is taken.');
    await undo.undo(renamed);
    expect(toastOf('Renamed.')).toBeUndefined();

    const bar = document.createElement('div');
    Object.defineProperty(bar, 'offsetParent', { value: document.body });
    undo.addBar(bar);
    undo.offer(change('Edited.'));
    expect(toastOf('Edited.')).toBeUndefined();
    undo.removeBar(bar);
    undo.offer(change('Edited again.'));
    expect(toastOf('Edited again.')).toBeDefined();
    undo.dispose();
  });
});
