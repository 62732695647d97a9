import type { ReadonlyJSONObject } from '@lumino/coreutils';
import path from 'path';
import { execute } from '../support/commands';
import { expect, test } from '../support/test';

const ROOT = path.resolve(__dirname, '../..');
const IMAGES = path.join(ROOT, 'docs/images');

const SAVES: (ReadonlyJSONObject & { name: string })[] = [
  {
    variable: 'digits',
    name: 'digits',
    description: 'Handwritten digits',
    tags: ['images']
  },
  {
    variable: 'progression',
    name: 'diabetes progression',
    description: 'One year after baseline',
    tags: ['health']
  },
  { variable: 'wine', name: 'wine cultivar', tags: [] },
  {
    variable: 'tumours',
    name: 'tumours',
    description: 'Benign or malignant, from 30 measurements of cell nuclei',
    tags: ['health', 'quickstart']
  }
];

test('The panel after the quickstart, and the page of a model', async ({
  page,
  panel
}) => {
  const notebook = 'examples/quickstart.ipynb';
  await page.contents.createDirectory('examples');
  await page.contents.uploadFile(path.join(ROOT, notebook), notebook);
  await page.notebook.openByPath(notebook);
  await page.notebook.run();
  await expect(panel.variables.getByRole('listitem')).toHaveCount(SAVES.length);
  for (const save of SAVES) {
    expect((await execute(page, 'save', save)).error).toBeUndefined();
  }
  await expect(panel.models.getByRole('listitem')).toHaveCount(SAVES.length);
  await page.sidebar.close('left');
  await page.sidebar.setWidth(430, 'right');
  await page.notebook.selectCells(2);
  await page
    .locator('.jp-Notebook .jp-WindowedPanel-outer')
    .first()
    .evaluate(element => element.scrollTo(0, 0));
  await expect(page.locator('.jp-Notebook .jp-CodeCell').first()).toBeVisible();
  await page.screenshot({ path: path.join(IMAGES, 'panel.png') });

  await execute(page, 'open-model', { name: 'tumours' });
  await expect(page.getByRole('region', { name: 'tumours' })).toContainText(
    'SHA-256'
  );
  await page.screenshot({ path: path.join(IMAGES, 'page.png') });
});
