import { nullTranslator } from '@jupyterlab/translation';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { FakeModelsServer } from '../testing/modelsServer';
import { Banner } from './banner';

const trans = nullTranslator.load('');

describe('The banner', () => {
  it('says what the handshake says, and asks again', async () => {
    const server = new FakeModelsServer();
    const view = render(<Banner server={server} trans={trans} />);
    expect(screen.queryByRole('alert')).toBeNull();
    server.set({ status: 'missing', message: 'Install it.' });
    view.rerender(<Banner server={server} trans={trans} />);
    expect(screen.getByRole('alert').textContent).toContain('Install it.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(server.refreshes).toBe(1);
  });
});
