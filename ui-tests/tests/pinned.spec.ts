import { expect, test } from '../support/test';

test('A kernel that no document uses is read as soon as it is pinned, and the focus is followed again', async ({
  page,
  panel,
  notebooks
}) => {
  await notebooks.open('beside.ipynb', 'count = 1');
  await notebooks.run(0);
  await expect(panel.root).toContainText('No models yet');
  await page.evaluate(async () => {
    const { kernels } = window.jupyterapp.serviceManager;
    const kernel = await kernels.startNew({ name: 'python3' });
    kernel.dispose();
  });
  const picker = panel.root.getByRole('combobox', {
    name: 'Kernel whose variables are shown'
  });
  await picker.selectOption({ label: 'python3 without document' });
  await expect(panel.root.getByText('pinned')).toBeVisible();
  await expect(panel.root).toContainText('No variables yet');

  await picker.selectOption({ label: 'Follow the active document' });
  await expect(panel.root.getByText('pinned')).toHaveCount(0);
  await expect(panel.root).toContainText('is hidden');
});
