import {
  launchIcon,
  PanelWithToolbar,
  refreshIcon
} from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';
import { CommandIds } from '../contract/commands';
import type { IModelRegistry } from '../registry/token';
import { byHand } from '../ui/errors';
import { toolbarButton } from '../ui/toolbarButton';
import { ModelListModel } from './list/model';
import { ModelsView } from './list/view';
import { TrashModel } from './trash/model';
import type { Undo } from './undo';

/** The section *Models* of the panel, with the trash at its foot. */
export function createSection(
  options: ModelListModel.IOptions & { registry: IModelRegistry; undo: Undo }
): Widget {
  const { commands, registry, trans, undo } = options;
  const section = new PanelWithToolbar();
  section.addClass('jp-Models-sectionPanel');
  section.title.label = trans.__('Models');
  section.toolbar.addItem(
    'browse',
    toolbarButton({
      icon: launchIcon,
      tooltip: trans.__('Open all models in the workbench'),
      onClick: () =>
        void byHand(trans.__('Could not open the workbench'), () =>
          commands.execute(CommandIds.browse)
        )
    })
  );
  section.toolbar.addItem(
    'refresh',
    toolbarButton({
      icon: refreshIcon,
      tooltip: trans.__('Ask the server again'),
      onClick: () =>
        void byHand(trans.__('Could not ask the server'), () =>
          commands.execute(CommandIds.refresh)
        )
    })
  );
  const view = new ModelsView(
    new ModelListModel(options),
    new TrashModel(registry, trans),
    undo
  );
  section.addWidget(view);
  return section;
}
