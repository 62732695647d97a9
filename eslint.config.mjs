import js from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import prettier from 'eslint-plugin-prettier/recommended';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Every rule of these flat configurations at `error`: a warning that is allowed is a warning nobody reads. */
function strict(configs) {
  return configs.map(config => ({
    ...config,
    rules: Object.fromEntries(
      Object.entries(config.rules ?? {}).map(([name, level]) => [
        name,
        level === 'warn' ? 'error' : level
      ])
    )
  }));
}

const sources = ['src/**/*.{ts,tsx}'];
const browserTests = ['ui-tests/**/*.{ts,tsx}', 'bench/**/*.ts'];
const scripts = ['**/*.{js,mjs,cjs}'];

export default tseslint.config(
  {
    ignores: [
      'lib/',
      'dist/',
      'node_modules/',
      'jupyterlab_models/labextension/',
      'src/contract/generated.ts',
      '.make/',
      '.venv/',
      'ui-tests/test-results/'
    ]
  },
  { plugins: { jupyter } },
  ...strict(jupyter.configs.recommended),
  {
    files: [...sources, ...browserTests, ...scripts],
    ...js.configs.recommended
  },
  {
    files: [...sources, ...browserTests],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './ui-tests/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname
      }
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false }
      ],
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: true }
        }
      ],
      '@typescript-eslint/no-floating-promises': [
        'error',
        { ignoreVoid: true }
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } }
      ],
      // Lumino's pattern: a token and its interface, a class and its namespace share a name.
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-redeclare': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
      '@typescript-eslint/no-use-before-define': 'off'
    }
  },
  {
    // What these provide is needed at once: a chunk of its own would only come later, in one more request.
    files: ['src/{server,operations,kernel,registry,transfers}/**/plugin.ts'],
    rules: { 'jupyter/prefer-lazy-imports': 'off' }
  },
  {
    files: ['src/**/plugin.ts'],
    ignores: ['src/{server,operations,kernel,registry,transfers}/**/plugin.ts'],
    rules: {
      // Commands have to be there before layouts and menus are restored.
      'jupyter/prefer-lazy-imports': [
        'error',
        { ignoreImports: ['./commands', './*/commands', './insert'] }
      ]
    }
  },
  {
    files: ['ui-tests/**/*.ts', 'src/**/*.spec.{ts,tsx}', 'src/testing/**'],
    rules: {
      'jupyter/no-untranslated-string': 'off',
      // Tests are not shipped.
      'jupyter/prefer-lazy-imports': 'off'
    }
  },
  {
    files: scripts,
    languageOptions: { globals: { ...globals.node } },
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  {
    files: [...sources, ...browserTests, ...scripts],
    rules: {
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'prefer-arrow-callback': 'error'
    }
  },
  { files: [...sources, ...browserTests, ...scripts], ...prettier }
);
