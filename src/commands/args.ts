import type { ReadonlyJSONObject } from '@lumino/coreutils';

const NAME = { type: 'string', description: 'Name of the model' };
const VERSION = {
  type: 'integer',
  minimum: 1,
  description: 'Number of the version; default the latest'
};
const KERNEL = {
  type: 'string',
  description: 'Id of the kernel; default the current one'
};
const ROW = {
  type: 'boolean',
  description:
    'Take what is missing from the row whose menu is open; for menu items'
};

function schema(
  properties: ReadonlyJSONObject,
  required: string[] = []
): { args: ReadonlyJSONObject } {
  return { args: { type: 'object', properties, required } };
}

/** Argument schemas of the commands. Nothing is required by force: what is missing is asked for in a dialog. */
export const ARGS = {
  none: schema({}),
  save: schema({
    variable: {
      type: 'string',
      description:
        'Name of the variable in the kernel; with name: saved at once'
    },
    name: { ...NAME, description: 'Name of the model, new or existing' },
    description: { type: 'string', description: 'What the model is for' },
    tags: { type: 'array', items: { type: 'string' } },
    format: { type: 'string', description: 'Default: what fits the type' },
    kernel: KERNEL,
    row: ROW
  }),
  load: schema({
    name: NAME,
    variable: {
      type: 'string',
      description: 'Python name to bind; with name: loaded at once'
    },
    version: VERSION,
    overwrite: {
      type: 'boolean',
      description: 'Replace what the variable is bound to'
    },
    trust: {
      type: 'string',
      description:
        'SHA-256 of the version, when loading runs code that somebody else saved'
    },
    part: {
      type: 'string',
      enum: ['weights'],
      description:
        'Load only the tensors, as a dict; of versions in the encoding torch-safetensors'
    },
    kernel: KERNEL,
    row: ROW
  }),
  model: schema({ name: NAME, version: VERSION, row: ROW }),
  delete: schema({
    name: NAME,
    confirmed: {
      type: 'boolean',
      description: 'True: delete without asking'
    },
    version: {
      ...VERSION,
      description: 'Number of the version; default the whole model'
    },
    row: ROW
  }),
  restore: schema({
    name: NAME,
    version: {
      ...VERSION,
      description: 'Number of the version; default what was deleted last'
    }
  })
};
