import { existsSync, readdirSync, readFileSync } from 'fs';
import { resolve } from 'path';
import { load } from 'js-yaml';
import type { Schemas } from '../contract/schemas';

type FormatTable = Schemas['FormatTable'];

/* The shape of the parts of `openapi.yaml` that tests read. */
interface IContract {
  info: { version: string };
  paths: Record<string, Record<string, IOperation>>;
  components: { schemas: Record<string, { example?: unknown }> };
}

interface IOperation {
  responses: Record<string, IResponse>;
}

interface IResponse {
  content?: Record<string, { example?: unknown; schema?: { $ref?: string } }>;
}

/** The folder of the repository. */
export const root = resolve(__dirname, '..', '..');

/** The contract between the browser and the server. */
export const contract = load(
  readFileSync(resolve(root, 'jupyterlab_models', 'openapi.yaml'), 'utf8')
) as IContract;

/** A file of the repository, parsed as JSON. */
export function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(resolve(root, ...path), 'utf8')) as T;
}

type Row = FormatTable['rows'][number];

/* The shape of the parts of a `rows.json` that the table is made of. */
interface IFramework {
  order: number;
  families?: FormatTable['families'];
  rows: (Omit<Row, 'label' | 'adapter'> & { adapter?: string })[];
  excluded?: FormatTable['excluded'];
}

/** The table that the server makes of the frameworks of this repository. */
export function formatTable(): FormatTable {
  const folder = resolve(root, 'jupyterlab_models', 'frameworks');
  const frameworks = readdirSync(folder)
    .filter(name => existsSync(resolve(folder, name, 'rows.json')))
    .map(name => ({
      name,
      ...readJson<IFramework>(folder, name, 'rows.json')
    }))
    .sort((one, other) => one.order - other.order);
  const families = frameworks.flatMap(({ families }) => families ?? []);
  const labels = new Map(families.map(one => [one.family, one.label]));
  return {
    families,
    rows: frameworks.flatMap(({ name, rows }) =>
      rows.map(row => ({
        adapter: name,
        ...row,
        label: labels.get(row.family) ?? ''
      }))
    ),
    excluded: frameworks.flatMap(({ excluded }) => excluded ?? [])
  };
}

/** A copy of the contract's example of what a call answers when it goes well. */
export function example<T>(method: string, path: string): T {
  const { status, response } = success(method, path);
  const content = response.content?.['application/json'];
  const schema = content?.schema?.$ref?.split('/').pop() ?? '';
  // What features add members to has its example at the schema.
  const body = content?.example ?? contract.components.schemas[schema]?.example;
  if (body === undefined) {
    throw new Error(`${method} ${path} has no example for ${status}`);
  }
  return JSON.parse(JSON.stringify(body)) as T;
}

/** How a call answers when it goes well. */
export function success(
  method: string,
  path: string
): { status: number; response: IResponse } {
  const operation = contract.paths[path]?.[method.toLowerCase()];
  const [status, response] =
    Object.entries(operation?.responses ?? {}).find(([code]) =>
      code.startsWith('2')
    ) ?? [];
  if (!status || !response) {
    throw new Error(`The contract has no ${method} ${path}`);
  }
  return { status: Number(status), response };
}

/** The contract's path that a real path stands for, such as `/models/{name}` for `/models/churn`. */
export function pathTemplate(path: string): string {
  const templates = Object.keys(contract.paths)
    // Fixed parts go before parameters.
    .sort((a, b) => count(a) - count(b));
  const found = templates.find(template =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)
  );
  if (!found) {
    throw new Error(`The contract has no path for ${path}`);
  }
  return found;
}

function count(template: string): number {
  return template.split('{').length;
}
