import { gzipSync } from 'node:zlib';
import type { BodyInput, Contract, RecordOf } from '@cadenza/contract';
import type { Bodies, ContractClient, Creates, Records, Updates } from '@cadenza/sdk';
import { expect, expectTypeOf, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { schemaFiles } from '../support/sdk/schemas.js';
import { apiTypes } from '../support/sdk/types.js';
import { wireTable } from '../support/sdk/wire.js';

it("the SDK's table is the contract's, and small: changing the contract means re-recording it (vitest run FILE -u)", async () => {
  const table = wireTable();
  await expect(table).toMatchFileSnapshot('../../packages/sdk/src/wire.ts');
  expect(gzipSync(table, { level: 9 }).length).toBeLessThanOrEqual(6.5 * 1024);
});

it("the SDK's types are the contract's, written out", async () => {
  await expect(apiTypes()).toMatchFileSnapshot('../../packages/sdk/src/api.ts');
});

it('each form has its schema in a file of its own', async () => {
  const files = await schemaFiles();
  for (const [name, text] of files)
    await expect(text).toMatchFileSnapshot(`../../packages/sdk/src/schemas/${name}.ts`);
  const there = readdirSync(new URL('../../packages/sdk/src/schemas', import.meta.url));
  expect(there.filter((name) => !files.has(name.slice(0, -'.ts'.length)))).toEqual([]);
});

/** Whether each takes the place of the other. */
type Alike<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Specs = Contract['resources'];
type Operations = Contract['operations'];
type Unlike<Pairs extends Record<string, boolean>> = {
  [N in keyof Pairs]: Pairs[N] extends true ? never : N;
}[keyof Pairs];

type Queried = {
  [N in keyof Operations]: Operations[N] extends { readonly query: object } ? N : never;
}[keyof Operations];
type QueryInput<O> = O extends { readonly query: { _zod: { input: infer Q } } } ? Q : never;
/** Whether nothing of it need be given. */
type IsFree<Q> = Record<never, never> extends Q ? true : false;
type LastOf<P> = P extends [...unknown[], infer L] ? L : never;
/** What an operation's options take as its query. */
type QueryOf<F> = F extends (...args: infer P) => unknown
  ? LastOf<Required<P>> extends { readonly query?: infer Q }
    ? NonNullable<Q>
    : never
  : never;

it('the types that are written out are those that the contract infers', () => {
  type WrongRecords = Unlike<{ [N in keyof Records]: Alike<Records[N], RecordOf<Specs[N]>> }>;
  expectTypeOf<WrongRecords>().toEqualTypeOf<never>();
  type WrongCreates = Unlike<{ [N in keyof Creates]: Alike<Creates[N], BodyInput<Specs[N]['create']>> }>;
  expectTypeOf<WrongCreates>().toEqualTypeOf<never>();
  type WrongUpdates = Unlike<{ [N in keyof Updates]: Alike<Updates[N], BodyInput<Specs[N]['update']>> }>;
  expectTypeOf<WrongUpdates>().toEqualTypeOf<never>();
  type WrongBodies = Unlike<{ [N in keyof Bodies]: Alike<Bodies[N], BodyInput<Operations[N]>> }>;
  expectTypeOf<WrongBodies>().toEqualTypeOf<never>();
  // (Words of a query are written out even where the contract's type is only a text.)
  type WrongQueries = Unlike<{
    [N in Queried]: Alike<IsFree<QueryInput<Operations[N]>>, IsFree<QueryOf<ContractClient[N]>>>;
  }>;
  expectTypeOf<WrongQueries>().toEqualTypeOf<never>();
  expectTypeOf<keyof ContractClient>().toEqualTypeOf<keyof Specs | keyof Operations>();
  // Nothing is broken where a difference shows.
  expectTypeOf<Unlike<{ a: Alike<{ a: string }, { a: number }> }>>().toEqualTypeOf<'a'>();
});
