import { configure, screen, waitFor } from '@testing-library/react';

// JupyterLab shows its dialogs by style, not by the attribute `open`; jsdom takes them for hidden.
configure({ defaultHidden: true });

/** The button that sends the form off; enabled. */
export async function accept(name: string): Promise<HTMLButtonElement> {
  const button = (await screen.findByRole('button', {
    name
  })) as HTMLButtonElement;
  await waitFor(() => expect(button.disabled).toBe(false));
  return button;
}
