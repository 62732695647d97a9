import { render, screen } from '@testing-library/react';
import React from 'react';
import { Button } from './button';

describe('Button', () => {
  it('sends no form, and looks as it is told', () => {
    render(
      <Button look="icon" tone="danger" className="extra" aria-label="Delete" />
    );
    const button = screen.getByRole<HTMLButtonElement>('button', {
      name: 'Delete'
    });
    expect(button.type).toBe('button');
    expect(button.className).toBe('jp-Models-iconButton extra');
    expect(button.dataset.tone).toBe('danger');
  });

  it('gives its element away, to get the focus back', () => {
    const ref = React.createRef<HTMLButtonElement>();
    render(<Button ref={ref}>Save</Button>);
    ref.current!.focus();
    expect(document.activeElement).toBe(screen.getByText('Save'));
    expect(ref.current!.className).toBe('jp-Models-button');
  });
});
