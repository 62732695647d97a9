import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { type MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  ARGUMENTS,
  CommandIds,
  describeArgs,
  text,
  version
} from '../../contract/commands';
import { type Model, omitUndefined } from '../../contract/schemas';
import type { IRowMenu } from '../../panel/token';
import { fetchModel } from '../../registry/byId';
import { showIn } from '../../ui/showIn';
import type { ModelListModel } from '../list/model';
import type { Undo } from '../undo';
import type { PageView } from './view';

/** What the commands work with. */
export interface IPageContext extends ModelListModel.IOptions {
  readonly app: JupyterFrontEnd;
  readonly undo: Undo;
  readonly rendermime: IRenderMimeRegistry | null;
  readonly rowMenu: IRowMenu;
  /** Opens after a reload what was open before. */
  readonly restorer: ILayoutRestorer | null;
}

/** Add the command that opens the page of a model. */
export function addPageCommands(context: IPageContext): void {
  const { app, commands, registry, restorer, rowMenu, trans } = context;
  const { shell } = app;
  const pages = new WidgetTracker<MainAreaWidget<PageView>>({
    namespace: 'jupyterlab-models-page'
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
      // A layout has the id; one of an earlier release has the name alone.
      const id = text(args.id);
      const name =
        text(from.name) ?? (id ? '' : await create.askModel(context));
      if (name === null) {
        return;
      }
      const known = isRestored
        ? // Throws for a model that is not there; a restored page says so itself.
          checkVersion(await fetchModel(registry, { id, name }), number, trans)
        : { id, name };
      const shown = showIn(
        pages,
        pageId(pages, known),
        () => {
          const page = create.createPage({
            ...context,
            ...known,
            version: number
          });
          saveWhenRenamed(page, pages);
          return page;
        },
        { shell, trans, isRestored }
      );
      if (number !== undefined) {
        shown.content.model.choose(number);
      }
    }
  });

  void restorer?.restore(pages, {
    command: CommandIds.openModel,
    args: ({ content: { model } }) =>
      omitUndefined({ id: model.id, name: model.name }),
    name: ({ content: { model } }) => model.id ?? model.name
  });
}

function checkVersion(
  { id, name, items }: Model,
  number: number | undefined,
  trans: TranslationBundle
): { id: string; name: string } {
  if (number !== undefined && !items.some(item => item.version === number)) {
    throw new Error(
      trans.__(
        'There is no version %1 of “%2”. It may have been deleted. Check the trash.',
        number,
        name
      )
    );
  }
  return { id, name };
}

/** The layout has a page's id and name, which become known or change later. */
function saveWhenRenamed(
  page: MainAreaWidget<PageView>,
  pages: WidgetTracker<MainAreaWidget<PageView>>
): void {
  let saved = '';
  page.content.model.stateChanged.connect(({ id, name }) => {
    const now = `${id} ${name}`;
    if (now !== saved) {
      saved = now;
      void pages.save(page);
    }
  });
}

/** Id of the widget of a page: of the one that shows the model already, else of a new one. */
function pageId(
  pages: WidgetTracker<MainAreaWidget<PageView>>,
  { id, name }: { id?: string; name: string }
): string {
  const open = pages.find(({ content: { model } }) =>
    id ? model.id === id : model.name === name
  );
  return open?.id ?? `jupyterlab-models-page-${id ?? name}`;
}
