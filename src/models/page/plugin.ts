import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { type MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import {
  ITranslator,
  nullTranslator,
  type TranslationBundle
} from '@jupyterlab/translation';
import { ARGS } from '../../commands/args';
import { text, version } from '../../commands/context';
import { CommandIds } from '../../commands/ids';
import { IMenuRow } from '../../panel/row';
import { IUndo } from '../trash/undo';
import type { PageView } from './view';
import { IModelRegistry, IModelTransfers, type Model } from '../../tokens';
import { showIn } from '../../ui/showIn';

/** Pages of the main area: one model, and the wide list of all models. */
const page: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:page',
  description: 'Pages of the main area: one model, and all models.',
  autoStart: true,
  requires: [IModelRegistry, IModelTransfers, IUndo, IMenuRow],
  optional: [ITranslator, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    registry: IModelRegistry,
    transfers: IModelTransfers,
    undo: IUndo,
    row: IMenuRow,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null
  ): void => {
    const { commands, shell } = app;
    const trans = (translator ?? nullTranslator).load('jupyterlab_models');
    const options = { registry, transfers, commands, trans, undo };
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
      describedBy: ARGS.model,
      execute: async args => {
        const from = args.row === true ? row.current : args;
        const number = version(from.version, trans);
        const create = await import('./create');
        const name = text(from.name) ?? (await create.askModel(options));
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
          () => create.createPage({ ...options, name, version: number }),
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
      describedBy: ARGS.none,
      execute: async () => {
        const { createBrowser } = await import('./create');
        showIn(
          browsers,
          'jupyterlab-models-browse',
          () => createBrowser(options),
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
};

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

export default page;
