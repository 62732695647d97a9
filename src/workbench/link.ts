import type { IRouter } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { problemText, toProblem } from '../ui/errors';
import type { IWorkbench } from './token';

/** Name of the query of links to the workbench, as in `/lab?models=custom/<id>`. */
const QUERY = 'models';

/** Id of the tab of the models that a user has, which is that of links without one. */
export const CUSTOM_MODELS = 'custom';

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
  return { tab: tab || CUSTOM_MODELS, ...(item && { item }) };
}

/** Open what links to the workbench lead to, when the application has its layout. */
export function followLinks(options: {
  router: IRouter;
  workbench: IWorkbench;
  restored: Promise<unknown>;
}): void {
  const { router, workbench, restored } = options;
  router.routed.connect((_, { search }) => {
    const link = readLink(search ?? '');
    if (!link) {
      return;
    }
    forgetLink();
    void restored
      .then(() => workbench.open(link.tab, link.item))
      .catch(reason => {
        // Toasts cut long texts: the sentence has to do by itself.
        Notification.error(problemText(toProblem(reason)), {
          autoClose: false
        });
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
