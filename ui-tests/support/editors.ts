import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

/** Where a text stands in an editor, in px of the window: the middle of its first occurrence. */
export async function placeOf(
  editor: Locator,
  text: string
): Promise<{ x: number; y: number }> {
  await editor.scrollIntoViewIfNeeded();
  return editor.locator('.cm-content').evaluate((content, sought) => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const start = (node.textContent ?? '').indexOf(sought);
      if (start >= 0) {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + sought.length);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
    }
    throw new Error(`There is no “${sought}” in the editor`);
  }, text);
}

/** Open the context menu with the mouse on a text of an editor, wherever the cursor is. */
export async function menuOn(
  page: IJupyterLabPageFixture,
  editor: Locator,
  text: string
): Promise<Locator> {
  const { x, y } = await placeOf(editor, text);
  await page.mouse.click(x, y, { button: 'right' });
  const menu = page.getByRole('menu');
  await menu.waitFor();
  return menu;
}
