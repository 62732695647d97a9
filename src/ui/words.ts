import type { TranslationBundle } from '@jupyterlab/translation';
import type { Risk, Schemas } from '../tokens';

/** What a risk is called and what it means. */
export interface IRiskWords {
  readonly word: string;
  readonly sentence: string;
}

/** One word and one sentence about the risk of loading. */
export function riskWords(risk: Risk, trans: TranslationBundle): IRiskWords {
  switch (risk) {
    case 'data':
      return {
        word: trans.__('Data'),
        sentence: trans.__('The file holds numbers only; loading runs nothing.')
      };
    case 'parser':
      return {
        word: trans.__('Parser'),
        sentence: trans.__(
          'The library reads its own format; loading runs no code from the file.'
        )
      };
    case 'program':
      return {
        word: trans.__('Program'),
        sentence: trans.__(
          'The file holds a computation that runs inside the library. Load it only if you trust who saved it.'
        )
      };
    case 'code':
      return {
        word: trans.__('Code'),
        sentence: trans.__(
          'Loading can run any code from the file. Load it only if you trust who saved it.'
        )
      };
  }
}

/** What a kind of variable is called, one and many of it. */
export function kindWords(
  kind: Schemas['Kind'],
  trans: TranslationBundle
): { one: string; many: string } {
  switch (kind) {
    case 'model':
      return { one: trans.__('Model'), many: trans.__('Models') };
    case 'data':
      return { one: trans.__('Data'), many: trans.__('Data') };
    case 'value':
      return { one: trans.__('Value'), many: trans.__('Values') };
  }
}

/** The library's name as people write it, of families the front end knows; else the family itself. */
export function familyLabel(family: string): string {
  return FAMILY_LABELS[family] ?? family;
}

const FAMILY_LABELS: Record<string, string> = {
  catboost: 'CatBoost',
  lightgbm: 'LightGBM',
  xgboost: 'XGBoost',
  sklearn: 'scikit-learn',
  torch: 'PyTorch',
  keras: 'Keras',
  tensorflow: 'TensorFlow',
  onnx: 'ONNX'
};
