import { defineConfig } from 'vitest/config';

// Workspace packages are read from their sources in tests, so that no build has to run first.
// One copy of graphql: Vite would take its ES module, everything else its CommonJS.
const resolve = { conditions: ['source'], alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };
// Vitest hands these to Node as well: 'import' or 'module' among them would make require() load ES modules.
const ssr = { resolve: { conditions: ['source', 'node'] } };

// Specs about Redis itself need one; `npm test` has a pass with it.
const aboutRedis = process.env.PORTCULLIS_QUEUE_URL ? [] : ['**/redis-*.int.spec.ts'];

export default defineConfig({
  resolve,
  ssr,
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          // Pure specs: they can share threads and modules, which halves their time.
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
          include: ['packages/*/src/**/*.spec.{ts,tsx}', 'apps/*/src/**/*.spec.{ts,tsx}'],
          exclude: ['**/*.int.spec.ts', '**/*.e2e.spec.ts', '**/*.crash.spec.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'integration',
          include: ['packages/*/src/**/*.int.spec.ts', 'apps/*/src/**/*.int.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', ...aboutRedis],
          globalSetup: ['packages/testkit/src/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'e2e',
          include: ['apps/e2e/src/**/*.e2e.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'crash',
          include: ['apps/e2e/src/**/*.crash.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 900_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
