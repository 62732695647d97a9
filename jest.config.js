const jupyterlab = require('@jupyterlab/testutils/lib/jest-config');

const base = jupyterlab(__dirname);

/** Packages that come as ES modules only: JupyterLab's own, and what these need (its own list). */
const modules = [
  '@codemirror',
  '@jupyter/react-components',
  '@jupyter/web-components',
  '@jupyter/ydoc',
  '@jupyterlab',
  '@marijn',
  '@microsoft',
  'color',
  'exenv-es6',
  'lib0',
  'marked',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
];

module.exports = {
  ...base,
  modulePathIgnorePatterns: [
    '<rootDir>/jupyterlab_models/labextension',
    '<rootDir>/lib',
    '<rootDir>/.make',
    '<rootDir>/.venv'
  ],
  // In the clone, where it stays from run to run.
  cacheDirectory: '<rootDir>/.make/jest',
  reporters: ['default'],
  // What takes so long hangs; a busy machine may take seconds for what is done in one otherwise.
  testTimeout: 60_000,
  testRegex: 'src/.*\\.spec\\.tsx?$',
  transform: {
    ...base.transform,
    // Types are checked by `tsc`, tests included; here they are only taken away.
    '^.+\\.tsx?$': ['ts-jest/legacy', { tsconfig: './tsconfig.json' }]
  },
  transformIgnorePatterns: [`/node_modules/(?!(${modules.join('|')})/)`]
};
