/**
 * Make `scripts/core-4.5.json` from an installed JupyterLab: which packages the application brings and of which version.
 *
 * The builder marks those packages "taken from the application, at least this version", so this file is what lets
 * one wheel run on every JupyterLab from 4.5 on, although it is compiled against a newer one. Run it again when the
 * floor rises: node scripts/core-package.mjs <prefix of an environment with that JupyterLab>
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const prefix = process.argv[2];
if (!prefix) {
  console.error('Usage: node scripts/core-package.mjs <environment prefix>');
  process.exit(2);
}
const lib = join(prefix, 'lib');
const python = readdirSync(lib).find(name => name.startsWith('python3'));
const staging = join(lib, python, 'site-packages/jupyterlab/staging');
const { dependencies, resolutions, jupyterlab } = JSON.parse(
  readFileSync(join(staging, 'package.json'), 'utf8')
);
const core = {
  name: '@jupyterlab/application-top',
  version: jupyterlab.version,
  dependencies,
  resolutions,
  jupyterlab: { singletonPackages: jupyterlab.singletonPackages }
};
const minor = core.version.split('.').slice(0, 2).join('.');
const target = join(import.meta.dirname, `core-${minor}.json`);
writeFileSync(target, `${JSON.stringify(core, null, 2)}\n`);
console.log(`${target} (JupyterLab ${core.version})`);
