import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const CONDITION = 'export function conditionText(';

/**
 * A filter of a view may be a mutant: the original's SQL with `mutant`, a function that gives the text of a condition
 * instead (tests/mutants/mutants.ts). The server's own code knows nothing of it: it is taught on being read.
 */
const mutants = {
  name: 'mutants',
  transform(code, id) {
    if (!id.endsWith('/apps/server/src/db/conditions.ts')) return undefined;
    if (code.split(CONDITION).length !== 2) throw new Error('db/conditions.ts: where is conditionText?');
    return `${code.replace(CONDITION, 'function ownConditionText(')}
export function conditionText(sql: any, condition: any, name: any): string {
  if (typeof sql !== 'object' || !('mutant' in sql)) return ownConditionText(sql, condition, name);
  const { mutant, plain, ...own } = sql;
  return mutant((other: any) => ownConditionText(plain ?? own, other, name), condition);
}`;
  },
};

export default {
  plugins: [{ ...mutants, enforce: 'pre' }],
  resolve: {
    alias: {
      '@cadenza/contract': here('packages/contract/src/index.ts'),
      '@cadenza/sdk': here('packages/sdk/src/index.ts'),
    },
  },
  test: {
    root: here('.'),
    include: ['tests/mutants/*.mutants.ts'],
    globalSetup: [here('tests/support/postgres.ts')],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
};
