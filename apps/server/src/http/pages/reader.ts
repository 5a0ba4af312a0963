import { type Contract, contract, type Id } from '@cadenza/contract';
import type * as z from 'zod';
import { findRow } from '../../db/finding.js';
import { listRows } from '../../db/listing.js';
import type { Key, View } from '../../db/view.js';
import { teamNow } from '../../kernel/clock.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { AppContext } from '../context.js';
import { handlers } from '../handlers.js';
import { readContext } from '../request.js';
import { parseList, type RawQuery } from '../params.js';

type Resources = Contract['resources'];
/** A record as the API shows it. */
export type RecordOf<K extends keyof Resources> = z.output<Resources[K]['record']>;

/** Reads for pages: exactly what the API would answer this person, filters, sorts and visibility included. */
export function createReader(ctx: AppContext, principal: Principal) {
  const { pool } = ctx.database;
  const context = readContext(ctx, principal, teamNow(ctx.clock.now(), principal.clockOffsetMs));

  async function list<K extends keyof Resources>(
    name: K,
    query: RawQuery,
  ): Promise<{ rows: RecordOf<K>[]; more: boolean; page: number }> {
    const { list: spec } = contract.resources[name];
    const view: View<Key> = handlers.resources[name].view;
    if (!spec) throw notFound();
    const wanted = parseList(spec, query, false);
    const found = await listRows(pool, view, context, wanted.query);
    const more = wanted.paged && found.length > wanted.perPage;
    return {
      rows: (more ? found.slice(0, -1) : found).map((row) => JSON.parse(row.j) as RecordOf<K>),
      more,
      page: wanted.page,
    };
  }

  return {
    list,
    /** Records by id, for the names behind references; what the person may not see is absent. */
    async byId<K extends keyof Resources>(
      name: K,
      ids: readonly (number | null | undefined)[],
    ): Promise<Map<number, RecordOf<K>>> {
      const wanted = [...new Set(ids.filter((id): id is number => typeof id === 'number'))].slice(0, 100);
      if (wanted.length === 0) return new Map();
      const { rows } = await list(name, { ids: wanted.map(String), per_page: '100' });
      return new Map(rows.map((row) => [(row as { id: number }).id, row]));
    },
    /** @throws AppError not_found when there is none, or none this person may see */
    async show<K extends keyof Resources>(name: K, id: Id<Resources[K]>): Promise<RecordOf<K>> {
      const view: View<Key> = handlers.resources[name].view;
      const json = await findRow(pool, view, context, id);
      if (json === undefined) throw notFound();
      return JSON.parse(json) as RecordOf<K>;
    },
  };
}
