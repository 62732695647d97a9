import { nullTranslator } from '@jupyterlab/translation';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { FakeRegistry, trashed } from '../../testing/fakes';
import { TrashModel } from './model';
import { TrashFoot } from './view';

const trans = nullTranslator.load('');

describe('The trash', () => {
  it('restores at once, and asks before it deletes permanently', async () => {
    const registry = new FakeRegistry();
    registry.entries = [
      trashed({ id: 'a', name: 'one' }),
      trashed({ id: 'b', name: 'two' })
    ];
    const model = new TrashModel(registry, trans);
    render(<TrashFoot model={model} />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Trash (2)' })
    );
    await userEvent.click(screen.getByRole('button', { name: 'Restore one' }));
    expect(registry.calls).toEqual(['restore(a)']);
    const remove = { name: 'Permanently delete two' };
    await userEvent.click(screen.getByRole('button', remove));
    const cancel = screen.getByRole('button', { name: 'Cancel' });
    expect(document.activeElement).toBe(cancel);
    await userEvent.click(cancel);
    expect(document.activeElement).toBe(screen.getByRole('button', remove));
    await userEvent.click(screen.getByRole('button', remove));
    expect(registry.calls).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', remove));
    expect(registry.calls).toEqual(['restore(a)', 'purge(b)']);
    expect(screen.queryByRole('button', { name: /^Trash/ })).toBeNull();
    model.dispose();
  });
});
