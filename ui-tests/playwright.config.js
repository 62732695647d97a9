/**
 * The browser tests. `UI_PROJECT` says which: `galata` (JupyterLab as in .venv), `floor` (the oldest JupyterLab and
 * Notebook that we support, with the wheel, as `scripts/wheel_check.py` installed them), `screenshots` or `bench`.
 *
 * Every run has its own server on a free port, and its own folders, which go when it ends.
 */
const { execFileSync } = require('child_process');
const {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync
} = require('fs');
const { tmpdir } = require('os');
const path = require('path');

const base = require('@jupyterlab/galata/lib/playwright-config');

const root = path.resolve(__dirname, '..');
const project = process.env.UI_PROJECT ?? 'galata';
const view =
  project === 'screenshots'
    ? { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 }
    : { viewport: { width: 1400, height: 900 } };
const { testDir, prefix } = {
  galata: { testDir: 'tests', prefix: path.join(root, '.venv') },
  floor: { testDir: 'floor', prefix: path.join(root, '.make', 'floor') },
  screenshots: { testDir: 'screenshots', prefix: path.join(root, '.venv') },
  bench: { testDir: '../bench', prefix: path.join(root, '.venv') }
}[project];

/** Keep the server's log beside the results, and remove the folders of the run. */
function tidyUp(folder) {
  const results = path.join(__dirname, 'test-results');
  mkdirSync(results, { recursive: true });
  const log = path.join(folder, 'server.log');
  if (existsSync(log)) {
    copyFileSync(log, path.join(results, 'server.log'));
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A port that is free now. The workers read this file too: they get what the first reading put into their environment. */
function freePort() {
  const code =
    "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })";
  return execFileSync(process.execPath, ['-e', code]).toString().trim();
}

process.env.UI_PROJECT = project;
process.env.UI_PORT ??= freePort();
if (!process.env.UI_FOLDER) {
  process.env.UI_FOLDER = mkdtempSync(
    path.join(tmpdir(), 'jupyterlab-models-')
  );
  // At the very end, when the server has let go of it.
  process.once('exit', () => tidyUp(process.env.UI_FOLDER));
}

const folder = process.env.UI_FOLDER;
const files = path.join(folder, 'files');
mkdirSync(files, { recursive: true });

const url = `http://127.0.0.1:${process.env.UI_PORT}`;
const executablePath = process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH;

module.exports = {
  ...base,
  testDir,
  outputDir: 'test-results',
  reporter: [
    ['list'],
    ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json']] : [])
  ],
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // A browser, a server and kernels on two cores: twice more before it counts as failed; the report names it.
  retries: process.env.CI ? 2 : 0,
  // How fast it is, the bench tells. Here a machine may be slow: what ends these times hangs.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  globalTimeout: 50 * 60_000,
  use: {
    ...base.use,
    baseURL: url,
    ...view,
    // Playwright's recorder of videos is not part of a system's Chromium.
    video: 'off',
    // Each trace takes a good part of the time of its test.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: {
      args: [
        '--no-sandbox',
        '--disable-lcd-text',
        '--disable-gpu',
        '--disable-quic'
      ],
      ...(executablePath && { executablePath })
    }
  },
  webServer: {
    command: `exec jupyter lab --config ${path.join(__dirname, 'jupyter_server_test_config.py')} > ${path.join(folder, 'server.log')} 2>&1`,
    url: `${url}/api`,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      ...process.env,
      PATH: `${path.join(prefix, 'bin')}:${process.env.PATH}`,
      JUPYTERLAB_GALATA_ROOT_DIR: files,
      JUPYTER_CONFIG_DIR: path.join(folder, 'config'),
      JUPYTER_DATA_DIR: path.join(folder, 'data'),
      JUPYTER_RUNTIME_DIR: path.join(folder, 'runtime'),
      IPYTHONDIR: path.join(folder, 'ipython'),
      // What Galata's own configuration leaves in the system's temporary folder goes with ours.
      TMPDIR: folder
    }
  }
};
