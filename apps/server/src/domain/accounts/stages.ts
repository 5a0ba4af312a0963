import { type Body, type Contract, contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { nullableSort, plain, sort, time, type View, view } from '../../db/view.js';
import { append } from '../../events/outbox.js';
import { requirePermission } from '../permissions.js';
import type { Command } from '../command.js';
import { beginLong, type LongWork, type Part } from '../long-commands.js';
import { type PlainRows, plainRows } from '../plain.js';

const sorts = {
  created_at: sort('r.created_at'),
  updated_at: sort('r.updated_at'),
  order: nullableSort('r."order"', 'integer'),
};

const accountStagesView: View = view(contract.resources.account_stages, {
  table: 'account_stages',
  sight: null,
  columns: [plain('id', 'name'), time('created_at'), time('updated_at'), plain('order', 'active')].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: { ids: 'r.id', active: 'r.active' },
  sorts,
});

const accountTiersView: View = view(contract.resources.account_tiers, {
  table: 'account_tiers',
  sight: null,
  columns: [plain('id', 'name', 'order'), time('created_at'), time('updated_at'), plain('active')].join(', '),
  visible: 'r.deleted_at IS NULL',
  filters: { ids: 'r.id', name: 'r.name', active: 'r.active' },
  sorts,
});

/** A ranked list of the team, and the columns in which accounts keep their place in it. */
interface Ranked {
  readonly table: 'account_stages' | 'account_tiers';
  readonly rows: PlainRows<'account_stages' | 'account_tiers', never, 'name'>;
  readonly words: string;
  readonly id: string;
  readonly name: string;
  readonly order: string;
}
const STAGES: Ranked = {
  table: 'account_stages',
  rows: plainRows({
    table: 'account_stages',
    required: ['name'],
    unique: { account_stages_name_key: 'name' },
  }),
  words: 'account stages',
  id: 'company_stage_id',
  name: 'company_stage_name',
  order: 'company_stage_order',
};
const TIERS: Ranked = {
  table: 'account_tiers',
  rows: plainRows({
    table: 'account_tiers',
    required: ['name'],
    unique: { account_tiers_name_key: 'name' },
  }),
  words: 'account tiers',
  id: 'account_tier_id',
  name: 'account_tier_name',
  order: 'account_tier_order',
};

type Create = Body<Contract['resources']['account_stages']['create']>;
type Update = Body<Contract['resources']['account_stages']['update']>;

/** Adds an entry at `order`, or behind the others. Admins only. @throws AppError forbidden, invalid */
const create =
  (list: Ranked) =>
  async (command: Command, body: Create): Promise<number> => {
    requirePermission(command.principal, 'manage_team', `create ${list.words}`);
    await lockList(command, list);
    const id = await list.rows.insert(command, { name: body.name });
    await rank(command, list, id, body.order ?? Number.MAX_SAFE_INTEGER);
    return id;
  };

/** Renames an entry or moves it to another place, with the copies that accounts are sorted by. Admins only. */
const update =
  (list: Ranked) =>
  async (command: Command, id: number, body: Update): Promise<void> => {
    requirePermission(command.principal, 'manage_team', `change ${list.words}`);
    await lockList(command, list);
    const { name } = body;
    await list.rows.update(command, id, { name });
    if (name !== undefined) await beginLong(command, 'account_rank', COPY_RANK, id, { list: list.table });
    if (body.order != null) await rank(command, list, id, body.order);
  };

/** Deletes an entry: accounts that had it have none then, and the others close up. Repeatable. Admins only. */
const remove =
  (list: Ranked) =>
  async (command: Command, id: number): Promise<void> => {
    requirePermission(command.principal, 'manage_team', `delete ${list.words}`);
    await lockList(command, list);
    if (!(await list.rows.removeOnce(command, id))) return;
    await beginLong(command, 'account_rank_gone', LEAVE_RANK, id, { list: list.table });
    await rank(command, list, 0, 0);
  };

const listOf = ({ detail }: Part): Ranked => (detail['list'] === STAGES.table ? STAGES : TIERS);
const atPlace = (part: Part) =>
  sql`SELECT id FROM accounts WHERE team_id = ${part.principal.teamId} AND ${sql.ref(listOf(part).id)} = ${part.subjectId}`;

/** The copies of an entry's name and place that accounts are sorted by; whatever they are by now. */
export const COPY_RANK: LongWork = {
  atOnce: 500,
  rows: atPlace,
  change: async (part, ids) => {
    const list = listOf(part);
    await sql`
      UPDATE accounts a SET ${sql.ref(list.name)} = l.name, ${sql.ref(list.order)} = l."order" FROM ${sql.table(list.table)} l
      WHERE a.team_id = ${part.principal.teamId} AND a.id = ANY(${ids}::bigint[]) AND a.${sql.ref(list.id)} = ${part.subjectId}
        AND l.team_id = a.team_id AND l.id = ${part.subjectId} AND l.deleted_at IS NULL
        AND (a.${sql.ref(list.name)}, a.${sql.ref(list.order)}) IS DISTINCT FROM (l.name, l."order")`.execute(
      part.tx,
    );
  },
};

/** Accounts of a deleted entry have none. */
export const LEAVE_RANK: LongWork = {
  atOnce: 200,
  rows: atPlace,
  change: async (part, ids) => {
    const list = listOf(part);
    const { tx, principal, now, subjectId } = part;
    const { rows } = await sql<{ id: number; alive: boolean }>`
      UPDATE accounts SET ${sql.ref(list.id)} = NULL, ${sql.ref(list.name)} = NULL, ${sql.ref(list.order)} = NULL, updated_at = ${now}
      WHERE team_id = ${principal.teamId} AND id = ANY(${ids}::bigint[]) AND ${sql.ref(list.id)} = ${subjectId}
      RETURNING id, deleted_at IS NULL AS alive`.execute(tx);
    const alive = rows.filter((account) => account.alive).map((account) => account.id);
    await append(part, 'account_updated', alive);
  },
};

/** One after the other: two that move entries at once would both count from the old places. */
async function lockList({ tx, principal }: Command, { table }: Ranked): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${table}, ${principal.teamId}))`.execute(tx);
}

/** Numbers the living entries from 1, with `id` (0: none) at `place`; what changed is copied to the accounts. */
async function rank(command: Command, list: Ranked, id: number, place: number): Promise<void> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const table = sql.table(list.table);
  const { rows } = await sql<{ id: number }>`
    WITH others AS (
      SELECT o.id, row_number() OVER (ORDER BY o."order" NULLS LAST, o.id) AS n FROM ${table} o
      WHERE o.team_id = ${teamId} AND o.deleted_at IS NULL AND o.id <> ${id}
    ), placed AS (
      SELECT o.id, o.n + (o.n >= ${place}::bigint AND ${id} <> 0)::int AS n FROM others o
      UNION ALL SELECT ${id}::bigint, least(greatest(${place}::bigint, 1), (SELECT count(*) FROM others) + 1)
    )
    UPDATE ${table} t SET "order" = p.n, updated_at = ${now} FROM placed p
    WHERE t.team_id = ${teamId} AND t.id = p.id AND t."order" IS DISTINCT FROM p.n RETURNING t.id`.execute(
    tx,
  );
  for (const moved of rows)
    await beginLong(command, 'account_rank', COPY_RANK, moved.id, { list: list.table });
}

const handled = (list: Ranked) => ({ create: create(list), update: update(list), remove: remove(list) });

export const accountStages = { view: accountStagesView, ...handled(STAGES) };
export const accountTiers = { view: accountTiersView, ...handled(TIERS) };
