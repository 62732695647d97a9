import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFormats } from '../../kernel/token';
import type { Undo } from '../undo';
import { modelIcon } from '../../ui/icons';
import { ModelListModel } from '../list/model';
import { ModelsView } from '../list/view';
import { TrashModel } from '../trash/model';
import type { IModelRegistry } from '../../registry/token';
import { PageModel } from './model';
import { PageView } from './view';

/** The page of one model. */
export function createPage(
  options: PageModel.IOptions
): MainAreaWidget<PageView> {
  const model = new PageModel(options);
  const content = new PageView(model, options.undo);
  const widget = new MainAreaWidget({ content });
  widget.toolbar.hide();
  widget.title.icon = modelIcon;
  const follow = () => {
    widget.title.label = model.name;
    widget.title.caption = options.trans.__('Model %1', model.name);
  };
  model.stateChanged.connect(follow);
  follow();
  return widget;
}

/** The wide list of all models. */
export function createBrowser(
  options: ModelListModel.IOptions & { registry: IModelRegistry; undo: Undo }
): MainAreaWidget<ModelsView> {
  const { registry, trans, undo } = options;
  const content = new ModelsView(
    new ModelListModel(options),
    new TrashModel(registry, trans),
    undo
  );
  content.addClass('jp-Models-browser');
  const widget = new MainAreaWidget({ content });
  widget.toolbar.hide();
  widget.title.label = trans.__('Models');
  widget.title.icon = modelIcon;
  return widget;
}

/** Ask whose page to open; null when the user gave up. */
export async function askModel(options: {
  registry: IModelRegistry;
  formats: IFormats;
  trans: TranslationBundle;
}): Promise<string | null> {
  const { pickModel } = await import('../dialogs');
  const { registry, formats, trans } = options;
  const head = await pickModel(
    registry,
    formats,
    trans,
    trans.__('Open model'),
    trans.__('Open')
  );
  return head && head.name;
}
