import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ITranslator } from '@jupyterlab/translation';
import { setLanguage } from './units';

/** Tells ages in the language of JupyterLab. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyterlab-models:language',
  description: 'Tells ages in the language of JupyterLab.',
  autoStart: true,
  requires: [ITranslator],
  activate: (_: JupyterFrontEnd, translator: ITranslator): void => {
    setLanguage(translator.languageCode);
  }
};

export default plugin;
