import { RenderMimeRegistry } from '@jupyterlab/rendermime';
import { render } from '@testing-library/react';
import React from 'react';
import { sleep, until } from '../../testing/wait';
import { Note } from './note';

/** Draw what a Markdown parser made; it lets HTML through. */
async function draw(html: string): Promise<HTMLElement> {
  const rendermime = new RenderMimeRegistry({
    markdownParser: { render: async text => text }
  });
  const { container } = render(
    <Note text={`<p>begin</p>${html}`} rendermime={rendermime} />
  );
  await until(() => container.textContent!.includes('begin'));
  await sleep(0);
  return container;
}

describe('A note', () => {
  it('keeps what Markdown gives', async () => {
    const node = await draw(
      '<h2>June</h2><p>AUC <strong>0.93</strong>, see <a href="https://example.org">this</a></p><ul><li><code>x</code></li></ul>'
    );
    expect(node.querySelector('h2')?.textContent).toBe('June');
    expect(node.querySelector('strong')?.textContent).toBe('0.93');
    expect(node.querySelector('li code')).not.toBeNull();
    const link = node.querySelector('a')!;
    expect(link.href).toBe('https://example.org/');
    expect(link.target).toBe('_blank');
    expect(link.rel).toContain('noreferrer');
  });

  it.each([
    '<img src="https://evil.example/a.png" alt="a chart" onerror="hack()">',
    '<img srcset="https://evil.example/a.png 2x">',
    '<picture><source srcset="https://evil.example/a"><img></picture>',
    '<video src="https://evil.example/a" poster="https://evil.example/b"></video>',
    '<audio src="https://evil.example/a"></audio>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data="https://evil.example"></object><embed src="https://evil.example">',
    '<svg><image href="https://evil.example/a"/><script>hack()</script></svg>',
    '<link rel="stylesheet" href="https://evil.example/a.css">',
    '<style>@import "https://evil.example/a.css"</style>',
    '<p style="background: url(https://evil.example/a)">x</p>',
    '<table background="https://evil.example/a"><tr><td>x</td></tr></table>',
    '<input type="image" src="https://evil.example/a">',
    '<template><img src="https://evil.example/a"></template>',
    '<noscript><img src="https://evil.example/a"></noscript>',
    '<math><mtext><table><mglyph><style><img src="https://evil.example/a">',
    '<meta http-equiv="refresh" content="0; url=https://evil.example">',
    '<script>hack()</script>',
    '<form action="https://evil.example"><button>Save</button></form>'
  ])('fetches and runs nothing of %s', async html => {
    const node = await draw(html);
    expect(
      node.querySelector(
        'img, picture, source, video, audio, iframe, object, embed, svg, link, style, script, form, button, template, meta'
      )
    ).toBeNull();
    for (const element of node.querySelectorAll('*')) {
      for (const { name } of element.attributes) {
        expect(name).not.toMatch(
          /^on|^(src|srcset|style|background|data|poster|action)$/
        );
      }
    }
  });

  it('has a link in place of an image', async () => {
    const node = await draw(
      '<img src="https://example.org/a.png" alt="chart">'
    );
    const link = node.querySelector('a')!;
    expect(link.textContent).toBe('chart');
    expect(link.href).toBe('https://example.org/a.png');
  });

  it.each([
    'javascript:hack()',
    'data:text/html,x',
    '/lab?reset',
    '../logout',
    '//evil.example'
  ])('has no link to %s', async href => {
    const node = await draw(`<a href="${href}">press me</a>`);
    expect(node.querySelector('a')?.getAttribute('href') ?? null).toBeNull();
    expect(node.textContent).toContain('press me');
  });

  it('takes no name and no look of the page', async () => {
    const node = await draw(
      '<h1 id="jupyterlab-models" class="jp-Dialog">x</h1><p name="body" class="lm-mod-hidden">y</p>'
    );
    expect(
      node.querySelector('#jupyterlab-models, .jp-Dialog, .lm-mod-hidden')
    ).toBeNull();
  });

  it('is plain text where nothing draws Markdown', () => {
    const { container } = render(
      <Note text="**<b>June</b>**" rendermime={null} />
    );
    expect(container.textContent).toBe('**<b>June</b>**');
  });
});
