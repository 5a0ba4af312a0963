import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Tests read the packages' sources, so that they never need (or see a stale) build.
const alias = {
  '@cadenza/contract/resources': here('packages/contract/src/resources'),
  '@cadenza/contract': here('packages/contract/src/index.ts'),
  '@cadenza/sdk/schemas': here('packages/sdk/src/schemas'),
  '@cadenza/sdk': here('packages/sdk/src/index.ts'),
};
// What is waited for comes by notice or by another process: late on a machine that is busy, whose fault it is not.
const patient = { poll: { timeout: 20_000 } };
const processes = ['tests/{e2e-node,examples,scripts}/**/*.test.ts'];
const notOurs = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Five projects read the same modules, each worker anew: what was transformed once is kept beside the packages.
    experimental: { fsModuleCache: true },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          expect: patient,
          include: ['{packages,apps,examples}/*/src/**/*.test.ts', 'scripts/*.test.mjs'],
          exclude: [...notOurs, '**/*.db.test.ts'],
          // Unit tests share nothing they change: each module is read once for a worker, not once for a file.
          isolate: false,
          testTimeout: 30_000,
          setupFiles: [here('tests/support/seed.ts')],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          expect: patient,
          include: ['tests/**/*.test.ts', '{packages,apps,examples}/*/src/**/*.db.test.ts'],
          exclude: [...notOurs, 'tests/e2e/**', 'tests/api/**', ...processes],
          globalSetup: ['tests/support/postgres.ts'],
          pool: 'forks',
          // Each has a database of its own, and most a server: the modules are read once for a worker.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          // The server, the examples and the scripts as programs of their own.
          name: 'processes',
          expect: patient,
          include: processes,
          exclude: notOurs,
          globalSetup: ['tests/support/postgres.ts'],
          pool: 'forks',
          // What they start ends with each file; what they read of the server is the same.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'api',
          expect: patient,
          include: ['tests/api/**/*.test.ts'],
          exclude: notOurs,
          globalSetup: ['tests/support/postgres.ts'],
          pool: 'forks',
          // Each has a server and a database of its own and changes nothing else: the modules are read once for a worker.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          // Drives a real Chromium; skipped, loudly, where there is none.
          name: 'browser',
          expect: patient,
          include: ['tests/e2e/**/*.test.ts'],
          exclude: notOurs,
          globalSetup: ['tests/support/postgres.ts'],
          pool: 'forks',
          isolate: false,
          // Two of them share a machine with their servers and databases.
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
