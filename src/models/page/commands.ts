import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { type MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  ARGUMENTS,
  CommandIds,
  describeArgs,
  text,
  version
} from '../../contract/commands';
import type { Model } from '../../contract/schemas';
import type { IRowMenu } from '../../panel/token';
import { showIn } from '../../ui/showIn';
import type { ModelListModel } from '../list/model';
import type { Undo } from '../undo';
import type { PageView } from './view';

/** What the commands work with. */
export interface IPageContext extends ModelListModel.IOptions {
  readonly app: JupyterFrontEnd;
  readonly undo: Undo;
  readonly rowMenu: IRowMenu;
  /** Opens after a reload what was open before. */
  readonly restorer: ILayoutRestorer | null;
}

/** Add the commands that open pages in the main area: one model, and the wide list of all models. */
export function addPageCommands(context: IPageContext): void {
  const { app, commands, registry, restorer, rowMenu, trans } = context;
  const { shell } = app;
  const pages = new WidgetTracker<MainAreaWidget<PageView>>({
    namespace: 'jupyterlab-models-page'
  });
  const browsers = new WidgetTracker<MainAreaWidget>({
    namespace: 'jupyterlab-models-browse'
  });
  let isRestored = false;
  void app.restored.then(() => {
    isRestored = true;
  });

  commands.addCommand(CommandIds.openModel, {
    label: args => (args.row ? trans.__('Open') : trans.__('Open Model…')),
    caption: trans.__('Open the page of a model'),
    describedBy: describeArgs({
      name: ARGUMENTS.name,
      version: ARGUMENTS.version,
      row: ARGUMENTS.row
    }),
    execute: async args => {
      const from = args.row === true ? rowMenu.current : args;
      const number = version(from.version, trans);
      const create = await import('./create');
      const name = text(from.name) ?? (await create.askModel(context));
      if (!name) {
        return;
      }
      if (isRestored) {
        // Throws for a model that is not there; a restored page says so itself.
        checkVersion(await registry.get(name), number, trans);
      }
      const shown = showIn(
        pages,
        pageId(name),
        () => create.createPage({ ...context, name, version: number }),
        { shell, trans, isRestored }
      );
      if (number !== undefined) {
        shown.content.model.choose(number);
      }
    }
  });
  commands.addCommand(CommandIds.browse, {
    label: trans.__('All Models'),
    caption: trans.__('Open the list of all models in the main area'),
    describedBy: describeArgs(),
    execute: async () => {
      const { createBrowser } = await import('./create');
      showIn(
        browsers,
        'jupyterlab-models-browse',
        () => createBrowser(context),
        { shell, trans, isRestored }
      );
    }
  });

  void restorer?.restore(pages, {
    command: CommandIds.openModel,
    args: widget => ({ name: widget.title.label }),
    name: widget => widget.title.label
  });
  void restorer?.restore(browsers, {
    command: CommandIds.browse,
    name: () => 'browse'
  });
}

function checkVersion(
  { name, items }: Model,
  number: number | undefined,
  trans: TranslationBundle
): void {
  if (number !== undefined && !items.some(item => item.version === number)) {
    throw new Error(
      trans.__(
        'There is no version %1 of “%2”. It may have been deleted; the trash tells.',
        number,
        name
      )
    );
  }
}

/** Names of models are the same regardless of case after NFC. */
function pageId(name: string): string {
  return `jupyterlab-models-page-${name.normalize('NFC').toLowerCase()}`;
}
