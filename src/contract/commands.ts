import type { TranslationBundle } from '@jupyterlab/translation';
import type {
  ReadonlyJSONObject,
  ReadonlyPartialJSONObject
} from '@lumino/coreutils';

/** The commands that everybody can use; their names do not change. */
export const CommandIds = {
  open: 'jupyterlab-models:open',
  save: 'jupyterlab-models:save',
  load: 'jupyterlab-models:load',
  openModel: 'jupyterlab-models:open-model',
  browse: 'jupyterlab-models:browse',
  delete: 'jupyterlab-models:delete',
  restore: 'jupyterlab-models:restore',
  purge: 'jupyterlab-models:purge',
  rename: 'jupyterlab-models:rename',
  edit: 'jupyterlab-models:edit',
  insertLoadCode: 'jupyterlab-models:insert-load-code',
  refresh: 'jupyterlab-models:refresh',
  cancelOperation: 'jupyterlab-models:cancel-operation',
  pauseOperation: 'jupyterlab-models:pause-operation',
  resumeOperation: 'jupyterlab-models:resume-operation'
} as const;

/** Arguments of a command as they come in. */
export type Args = ReadonlyPartialJSONObject;

/** Arguments that several commands have. */
export const ARGUMENTS = {
  name: { type: 'string', description: 'Name of the model' },
  version: {
    type: 'integer',
    minimum: 1,
    description: 'Number of the version; default the latest'
  },
  kernel: {
    type: 'string',
    description: 'Id of the kernel; default the current one'
  },
  row: {
    type: 'boolean',
    description:
      'Take what is missing from the row whose menu is open; for menu items'
  }
};

/** What describes a command. Nothing is required by force: what is missing is asked for in a dialog. */
export function describeArgs(properties: ReadonlyJSONObject = {}): {
  args: ReadonlyJSONObject;
} {
  return { args: { type: 'object', properties, required: [] } };
}

/** A text argument, or undefined when it is missing or no text. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text argument that may be empty, or undefined when it is missing. */
export function anyText(
  value: unknown,
  trans: TranslationBundle
): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw new Error(trans.__('“%1” is not a string.', String(value)));
  }
  return value;
}

/** A list of tags, or undefined when it is missing. */
export function tags(
  value: unknown,
  trans: TranslationBundle
): string[] | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value) || value.some(tag => typeof tag !== 'string')) {
    throw new Error(trans.__('“%1” is not a list of tags.', String(value)));
  }
  return value as string[];
}

/** A version number, or undefined when it is missing. What is not a valid number never means the whole model. */
export function version(
  value: unknown,
  trans: TranslationBundle
): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new Error(
      trans.__(
        '“%1” is not a valid version number. Use a whole number from 1 on, or omit it.',
        String(value)
      )
    );
  }
  return value;
}
