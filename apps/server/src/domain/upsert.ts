import { type RawBuilder, sql } from 'kysely';
import { invalid } from '../kernel/errors.js';
import type { Command } from './command.js';
import { inSightOf, OWN, seesAll } from './visibility.js';

type Rest<B> = Omit<B, 'upsert_key' | 'id'>;

/** What an upsert needs to know about its records. */
interface Records<B> {
  table: 'people' | 'accounts';
  /** One of them, in words. */
  one: string;
  /** Condition for the key that is neither id nor crm_id. */
  natural(value: string): Promise<RawBuilder<unknown>> | RawBuilder<unknown>;
  create(rest: Rest<B>): Promise<number>;
  update(id: number, rest: Rest<B>): Promise<void>;
}

/**
 * Create or update by `upsert_key` (docs/wire.md section 7).
 * @throws AppError invalid when the key is absent, or names several records, or contradicts `id`
 */
export async function upsertBy<B extends { upsert_key?: string | null; id?: number | null }>(
  command: Pick<Command, 'tx' | 'principal'>,
  body: B,
  { table, one, natural, create, update }: Records<B>,
): Promise<{ id: number; type: 'create' | 'update' }> {
  const { upsert_key: key, id: givenId, ...rest } = body;
  if (!key) return { id: await create(rest), type: 'create' };
  const value = (body as Record<string, unknown>)[key] as string | number | null | undefined;
  if (value === undefined || value === null || value === '')
    throw invalid(key, 'is required as the upsert_key');
  const matches =
    key === 'id'
      ? sql`id = ${Number(value)}`
      : key === 'crm_id'
        ? sql`crm_id = ${String(value)}`
        : await natural(String(value));
  const { rows: found } = await sql<{ id: number }>`
    SELECT id FROM ${sql.table(table)}
    WHERE team_id = ${command.principal.teamId} AND deleted_at IS NULL AND ${matches} LIMIT 2`.execute(
    command.tx,
  );
  if (found.length > 1) throw invalid(key, `matches several ${table}`);
  const match = found[0]?.id;
  if (givenId && key !== 'id' && match !== undefined && match !== givenId)
    throw invalid('id', `does not match the ${one} found by ${key}`);
  if (match !== undefined) {
    // Keys are the team's own: what is taken by a record the caller does not see is taken, as for a creation.
    const seen = seesAll(command.principal) || (await inSight(command, table, match));
    if (!seen) throw invalid(key, key === 'id' ? 'could not be found' : 'has already been taken');
    await update(match, rest);
    return { id: match, type: 'update' };
  }
  if (key === 'id' || givenId) throw invalid('id', 'could not be found');
  return { id: await create(rest), type: 'create' };
}

async function inSight(
  { tx, principal }: Pick<Command, 'tx' | 'principal'>,
  table: 'people' | 'accounts',
  id: number,
): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} r
    WHERE r.team_id = ${principal.teamId} AND r.id = ${id} AND ${inSightOf(principal, OWN, 'r')}`.execute(tx);
  return rows.length > 0;
}
