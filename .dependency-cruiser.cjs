/** A folder of `src/` imports only from those above it. */
const ORDER = [
  'contract',
  'server',
  'timing',
  'ui',
  'operations',
  'kernel',
  'registry',
  'transfers',
  'panel',
  'variables',
  'models',
  'editor',
  'workbench'
];

/** Tests and what supports them may import everything. */
const TESTS = '(^src/testing/|\\.spec\\.tsx?$)';

const below = index => `^src/(${ORDER.slice(index + 1).join('|')})/`;

module.exports = {
  forbidden: [
    ...ORDER.slice(0, -1).map((folder, index) => ({
      name: `${folder}-imports-upward`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: TESTS },
      to: { path: below(index) }
    })),
    {
      name: 'no-unknown-folder',
      comment: 'A new folder gets its place in the order above.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: {
        path: '^src/',
        pathNot: `^src/((${ORDER.join('|')}|testing)/|tokens\\.ts$)`
      }
    },
    {
      name: 'no-barrel-inside',
      comment: 'The barrel is for other extensions.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/index\\.ts$', TESTS] },
      to: { path: '^src/(index|tokens)\\.ts$' }
    },
    {
      name: 'no-tests-shipped',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: TESTS }
    },
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^src/',
    tsConfig: { fileName: 'tsconfig.json' },
    // Types count too.
    tsPreCompilationDeps: true
  }
};
