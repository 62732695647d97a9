import type { IRouter } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { problemText, toProblem } from '../ui/errors';
import type { IWorkbench } from './token';

/** Name of the query of links to the workbench, as in `/lab?models=custom/<id>`. */
const QUERY = 'models';

/** What a link opens; null where it is none of ours. */
export function readLink(
  search: string
): { tab: string; item?: string } | null {
  const value = new URLSearchParams(search).get(QUERY);
  if (value === null) {
    return null;
  }
  const [tab, ...rest] = value.split('/');
  const item = rest.join('/');
  return item ? { tab, item } : { tab };
}

/** Open what links to the workbench lead to, when the application has its layout. */
export function followLinks(options: {
  router: IRouter;
  workbench: IWorkbench;
  restored: Promise<unknown>;
  trans: TranslationBundle;
}): void {
  const { router, workbench, restored, trans } = options;
  router.routed.connect((_, { search }) => {
    const link = readLink(search ?? '');
    if (!link) {
      return;
    }
    forgetLink();
    void restored
      .then(() => workbench.open(link.tab, link.item))
      .catch(reason => {
        Notification.error(
          trans.__(
            'The link could not be opened. %1',
            problemText(toProblem(reason))
          ),
          { autoClose: false }
        );
      });
  });
}

/** Take the link out of the address: a reload shows what is open then, not once more what the link leads to. */
function forgetLink(): void {
  const url = new URL(window.location.href);
  if (url.searchParams.has(QUERY)) {
    url.searchParams.delete(QUERY);
    window.history.replaceState(window.history.state, '', url);
  }
}
