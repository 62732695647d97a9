import { Sanitizer } from '@jupyterlab/apputils';
import {
  type IRenderMimeRegistry,
  markdownRendererFactory,
  RenderMimeRegistry
} from '@jupyterlab/rendermime';
import type { IDisposable } from '@lumino/disposable';

const MARKDOWN = 'text/markdown';

/** What a note may be made of. Nothing of it fetches anything, covers the page or takes a name in it. */
const ALLOWED = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'div', 'span'],
    ...['b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'mark', 'small'],
    ...['sub', 'sup', 'abbr', 'kbd', 'code', 'pre', 'q', 'blockquote', 'a'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'details', 'summary', 'input'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td']
  ],
  allowedAttributes: {
    a: ['href', 'title'],
    abbr: ['title'],
    // The boxes of lists of tasks.
    input: ['type', 'checked', 'disabled'],
    ol: ['start'],
    th: ['align', 'colspan', 'rowspan', 'scope'],
    td: ['align', 'colspan', 'rowspan']
  },
  allowedStyles: {}
};

/** Draw a note into a node. */
export function renderNote(
  text: string,
  host: HTMLElement,
  { markdownParser }: IRenderMimeRegistry
): IDisposable {
  const sanitizer = new Sanitizer();
  const registry = new RenderMimeRegistry({
    initialFactories: [markdownRendererFactory],
    markdownParser: markdownParser ?? undefined,
    sanitizer: {
      sanitize: html => sanitizer.sanitize(linkImages(html), ALLOWED)
    }
  });
  const renderer = registry.createRenderer(MARKDOWN);
  const model = registry.createModel({
    data: { [MARKDOWN]: text },
    trusted: false
  });
  host.replaceChildren(renderer.node);
  void renderer.renderModel(model).then(() => tameLinks(renderer.node));
  return renderer;
}

/** Images would be fetched when the note is shown; links to them are when somebody wants to. */
function linkImages(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const image of page.querySelectorAll('img')) {
    const link = page.createElement('a');
    link.href = image.getAttribute('src') ?? '';
    link.textContent = image.alt || link.getAttribute('href');
    image.replaceWith(link);
  }
  return page.body.innerHTML;
}

/** Links open beside JupyterLab and do not tell where they are; those into this server are no links. */
function tameLinks(node: HTMLElement): void {
  node.querySelectorAll('.jp-InternalAnchorLink').forEach(own => own.remove());
  for (const link of node.querySelectorAll('a')) {
    if (/^(https?|mailto):/i.test(link.getAttribute('href') ?? '')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer nofollow';
    } else {
      link.removeAttribute('href');
    }
  }
}
