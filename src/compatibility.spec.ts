import { ICommandPalette } from '@jupyterlab/apputils';
import { CommandRegistry } from '@lumino/commands';
import { PluginRegistry } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import plugins from './index';

const ROOT = join(__dirname, '..');

/** A JSON Schema of arguments or settings, as far as it is compared. */
interface ISchema {
  type?: string;
  enum?: unknown[];
  items?: ISchema;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, ISchema>;
  required?: string[];
}

interface ICommand {
  args: ISchema;
  /** Without arguments, and in the menu of a row. */
  labels: string[];
  caption: string;
  palette: boolean;
}

interface IMenuItem {
  command?: string;
  selector: string;
  args?: object;
}

interface ISettings {
  properties: Record<string, ISchema>;
  menu: IMenuItem[];
}

interface IRecord {
  commands: Record<string, ICommand>;
  settings: Record<string, ISettings>;
}

/** All plugins in an application without documents and without server; ids of the palette are collected. */
async function activate(): Promise<[CommandRegistry, string[]]> {
  const commands = new CommandRegistry();
  const palette: string[] = [];
  const never = new Promise<void>(() => undefined);
  const changed = new Signal<object, unknown>({});
  const running = { running: () => [], runningChanged: changed };
  const registry = new PluginRegistry();
  registry.application = {
    commands,
    shell: { add: () => undefined, widgets: () => [], currentWidget: null },
    serviceManager: {
      kernels: running,
      sessions: running,
      serverSettings: {},
      events: { stream: changed }
    },
    started: never,
    restored: never
  };
  registry.registerPlugin({
    id: 'palette',
    provides: ICommandPalette,
    activate: () => ({
      addItem: (item: { command: string }) => palette.push(item.command)
    })
  });
  const provided = plugins.map(({ provides }) => provides);
  registry.registerPlugins(
    plugins.filter(({ requires }) =>
      (requires ?? []).every(token => provided.includes(token))
    )
  );
  await registry.activatePlugins('startUp');
  return [commands, palette];
}

async function commandsOfToday(): Promise<IRecord['commands']> {
  const [commands, palette] = await activate();
  const found: IRecord['commands'] = {};
  for (const id of commands.listCommands()) {
    found[id] = {
      args: (await commands.describedBy(id)).args as ISchema,
      labels: [commands.label(id), commands.label(id, { row: true })],
      caption: commands.caption(id),
      palette: palette.includes(id)
    };
  }
  return found;
}

function settingsOfToday(): IRecord['settings'] {
  const found: IRecord['settings'] = {};
  for (const name of readdirSync(join(ROOT, 'schema'))) {
    const schema = JSON.parse(readFileSync(join(ROOT, 'schema', name), 'utf8'));
    const menu: IMenuItem[] = schema['jupyter.lab.menus']?.context ?? [];
    found[name] = {
      properties: schema.properties,
      menu: menu
        .filter(({ command }) => command)
        .map(({ command, selector, args }) => ({
          command,
          // Rows without a version, which have fewer items, are new.
          selector: selector.replace(':not([data-jp-models-empty])', ''),
          args
        }))
    };
  }
  return found;
}

const TEXTS = ['title', 'description', 'caption'];

/** What somebody who relied on a recorded schema or command would miss, a line each. */
function missing(recorded: unknown, today: unknown, path: string): string[] {
  if (typeof recorded !== 'object' || recorded === null) {
    return recorded === today ? [] : [`${path} is ${today}, not ${recorded}`];
  }
  if (typeof today !== 'object' || today === null) {
    return [`${path} is missing`];
  }
  return Object.entries(recorded).flatMap(([name, value]) => {
    const found = (today as Record<string, unknown>)[name];
    const where = `${path}.${name}`;
    if (TEXTS.includes(name) && typeof value === 'string') {
      return typeof found === 'string' && found ? [] : [`${where} is empty`];
    }
    switch (name) {
      case 'labels':
        return texts(found).every(label => label)
          ? []
          : [`${where} has an empty one`];
      case 'enum':
      case 'menu':
        return lost(texts(value), texts(found)).map(
          each => `${where}: ${each}`
        );
      case 'required':
        return lost(texts(found), texts(value)).map(
          each => `${where} has ${each} too`
        );
      default:
        return missing(value, found, where);
    }
  });
}

function texts(list: unknown): string[] {
  return ((list ?? []) as unknown[]).map(each =>
    typeof each === 'string' ? each : JSON.stringify(each)
  );
}

function lost(recorded: string[], today: string[]): string[] {
  return recorded.filter(each => !today.includes(each));
}

describe('What 0.1.0 had', () => {
  const recorded: IRecord = JSON.parse(
    readFileSync(join(ROOT, 'tests/fixtures/v0.1.0/commands.json'), 'utf8')
  );

  it('is there: commands with their arguments', async () => {
    expect(Object.keys(recorded.commands)).toHaveLength(12);
    const today = await commandsOfToday();
    expect(missing(recorded.commands, today, 'commands')).toEqual([]);
  });

  it('is there: settings and items of menus', () => {
    expect(Object.keys(recorded.settings)).toHaveLength(6);
    const today = settingsOfToday();
    expect(missing(recorded.settings, today, 'settings')).toEqual([]);
  });
});

describe('The comparison with what was recorded', () => {
  const command = {
    args: {
      type: 'object',
      properties: { part: { type: 'string', enum: ['weights'] } },
      required: ['name']
    },
    labels: ['Load', 'Load…'],
    caption: 'Load a model',
    palette: true
  };
  const { args } = command;

  it('allows what is added and other words', () => {
    const part = { type: 'string', enum: ['weights', 'all'], description: 'x' };
    const today = {
      ...command,
      args: { ...args, properties: { part, more: {} }, required: [] },
      labels: ['Open', 'Open…'],
      caption: 'Open a model'
    };
    expect(missing(command, today, 'load')).toEqual([]);
  });

  it.each([
    [undefined, 'load is missing'],
    [{ ...command, palette: false }, 'load.palette is false, not true'],
    [{ ...command, labels: ['Load', ''] }, 'load.labels has an empty one'],
    [{ ...command, caption: '' }, 'load.caption is empty'],
    [
      { ...command, args: { ...args, required: ['name', 'part'] } },
      'load.args.required has part too'
    ],
    [
      { ...command, args: { ...args, properties: { portion: {} } } },
      'load.args.properties.part is missing'
    ],
    [
      {
        ...command,
        args: { ...args, properties: { part: { type: 'string', enum: [] } } }
      },
      'load.args.properties.part.enum: weights'
    ]
  ])('finds what is lost, %#', (today, line) => {
    expect(missing(command, today, 'load')).toEqual([line]);
  });
});
