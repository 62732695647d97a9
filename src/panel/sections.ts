import type { TranslationBundle } from '@jupyterlab/translation';
import {
  filterListIcon,
  launchIcon,
  PanelWithToolbar,
  refreshIcon
} from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Widget } from '@lumino/widgets';
import type { SaveHistory } from '../transfers/saveHistory';
import { byHand } from '../commands/context';
import { CommandIds } from '../commands/ids';
import type { Undo } from '../models/trash/undo';
import type {
  IKernelVariables,
  IModelRegistry,
  IModelTransfers
} from '../tokens';
import { changingToolbarButton, toolbarButton } from '../ui/toolbarButton';
import { ModelListModel } from '../models/list/model';
import { ModelsView } from '../models/list/view';
import type { ModelsPanel } from './panel';
import { ServerBanner } from './banner';
import { TrashModel } from '../models/trash/model';
import { VariablesModel } from '../variables/model';
import { VariablesView } from '../variables/view';

/** What the panel's own sections work with. */
export interface ISectionOptions {
  readonly registry: IModelRegistry;
  readonly variables: IKernelVariables;
  readonly transfers: IModelTransfers;
  readonly commands: CommandRegistry;
  readonly undo: Undo;
  readonly saveHistory: SaveHistory;
  readonly trans: TranslationBundle;
  readonly showAll: boolean;
  /** Remember the switch. */
  setShowAll(value: boolean): void;
}

/** Fill the panel; gives the model of the variables, for settings that change. */
export function addSections(
  panel: ModelsPanel,
  options: ISectionOptions
): VariablesModel {
  const { registry, trans } = options;
  panel.header.addWidget(new ServerBanner(registry, trans));
  const model = new VariablesModel(options);
  panel.addSection(variablesSection(model, options), 10);
  panel.addSection(modelsSection(options), 20);
  return model;
}

function variablesSection(
  model: VariablesModel,
  options: ISectionOptions
): Widget {
  const { trans, variables } = options;
  const section = new PanelWithToolbar();
  section.addClass('jp-Models-sectionPanel');
  section.title.label = trans.__('Variables');
  section.toolbar.addItem(
    'show-all',
    changingToolbarButton(model.stateChanged, () => ({
      icon: filterListIcon,
      tooltip: model.showAll
        ? trans.__('Show models only')
        : trans.__('Show all variables, models or not'),
      className: model.showAll ? 'jp-Models-toggled' : '',
      onClick: () => options.setShowAll(!model.showAll)
    }))
  );
  section.toolbar.addItem(
    'refresh',
    toolbarButton({
      icon: refreshIcon,
      tooltip: trans.__('Read the variables again'),
      onClick: () => void variables.refresh()
    })
  );
  section.addWidget(new VariablesView(model));
  return section;
}

function modelsSection(options: ISectionOptions): Widget {
  const { commands, registry, trans, undo } = options;
  const section = new PanelWithToolbar();
  section.addClass('jp-Models-sectionPanel');
  section.title.label = trans.__('Models');
  section.toolbar.addItem(
    'browse',
    toolbarButton({
      icon: launchIcon,
      tooltip: trans.__('Open the list of models in the main area'),
      onClick: () =>
        void byHand(trans.__('Could not open the list'), () =>
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
