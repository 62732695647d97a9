import {
  filterListIcon,
  PanelWithToolbar,
  refreshIcon
} from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';
import { changingToolbarButton, toolbarButton } from '../ui/toolbarButton';
import type { VariablesModel } from './model';
import { VariablesView } from './view';

/**
 * The section *Variables* of the panel.
 *
 * @param setShowAll - remembers whether variables that are no models are shown too
 */
export function createSection(
  model: VariablesModel,
  setShowAll: (value: boolean) => void
): Widget {
  const { trans } = model;
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
      onClick: () => setShowAll(!model.showAll)
    }))
  );
  section.toolbar.addItem(
    'refresh',
    toolbarButton({
      icon: refreshIcon,
      tooltip: trans.__('Read the variables again'),
      onClick: () => model.refresh()
    })
  );
  section.addWidget(new VariablesView(model));
  return section;
}
