import { LabIcon } from '@jupyterlab/ui-components';
import modelSvg from '../../style/icons/model.svg';

/** The glyph of a model: a packed box. */
export const modelIcon = new LabIcon({
  name: 'jupyterlab-models:model',
  svgstr: modelSvg
});
