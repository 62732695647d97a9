import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { setLanguage } from './units';

/** Tells ages in the language of JupyterLab. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:language',
  description: 'Tells ages in the language of JupyterLab.',
  autoStart: true,
  optional: [ITranslator],
  activate: (_: JupyterFrontEnd, translator: ITranslator | null): void => {
    setLanguage((translator ?? nullTranslator).languageCode);
  }
};

export default plugin;
