import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFormats } from '../../kernel/token';
import { modelIcon } from '../../ui/icons';
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
    trans.__('Open'),
    false
  );
  return head && head.name;
}
