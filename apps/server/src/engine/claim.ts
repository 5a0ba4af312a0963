import { sql } from 'kysely';
import { anyOf } from '../db/any-of.js';
import type { Database, Tx } from '../db/connect.js';
import { type LeasedAction, leaseActions } from '../domain/memberships/planning-rows.js';
import { type Admit, claimDue, dueRows, type Queue, type Take } from '../jobs/lease.js';
import { ENGINE_LOCK } from '../domain/sandbox/index.js';
import { teamNow } from '../kernel/clock.js';

/** A row taken for a while: nobody else takes it before the lease ends. */
export interface Claim {
  teamId: number;
  id: number;
  /** The team's own present (kernel/clock.ts teamNow). */
  now: Date;
}

/** One team at a moment of its own clock: what an advance of its sandbox claims (engine/sandbox/travel.ts). */
export interface SingleTeam {
  teamId: number;
  now: Date;
}

/**
 * Leases of actions are of the team's own clock, as their due times are: one that a sandbox's clock jumps over ends, and
 * row locks do the rest. Those of a team are taken as a forecast takes them (forecast-agenda.ts).
 */
const ACTIONS: Queue = {
  table: 'actions',
  waiting: sql`q.status = 'planned'`,
  due: (now) => sql`q.due_at <= ${now} AND (q.claimed_until IS NULL OR q.claimed_until <= ${now})`,
  order: sql`q.due_at, q.membership_id, q.step_id`,
};

/**
 * Actions that are due, team first; those of a team oldest first and of those by membership and step, leased to this
 * worker until `leaseMs` from now.
 */
export async function claimActions(
  database: Database,
  now: Date,
  limit: number,
  leaseMs: number,
): Promise<Claim[]> {
  const take: Take<LeasedAction> = async (tx, team, room) => {
    const due = dueRows(ACTIONS, ['team_id', 'id'], team, room);
    const rows = await leaseActions(tx, due, new Date(team.now.getTime() + leaseMs));
    // RETURNING keeps no order.
    return rows.sort(
      (a, b) => a.due_us - b.due_us || a.membership_id - b.membership_id || a.step_id - b.step_id,
    );
  };
  const claims = await claimDue(database, ACTIONS, { now, limit, take, admit: ownClocks, forgettable: true });
  return claims.map(({ row, now: present }) => ({ teamId: row.team_id, id: row.id, now: present }));
}

/** Actions of one team that are due, for whoever moves its clock and so needs no lease. */
export interface DueClaim extends Claim {
  personId: number;
}

/** Looked at in one go: as many as are kept in memory. */
const DUE_AT_ONCE = 10_000;

/**
 * What is due at `only.now`, in an order that depends on people and steps alone: actions get their ids as they come to
 * be, and several come to be at once.
 */
export async function dueClaims(database: Database, { teamId, now }: SingleTeam): Promise<DueClaim[]> {
  const { rows } = await sql<{ id: number; person_id: number }>`
    SELECT id, person_id FROM actions
    WHERE status = 'planned' AND due_at <= ${now} AND (claimed_until IS NULL OR claimed_until <= ${now}) AND team_id = ${teamId}
    ORDER BY due_at, membership_id, step_id LIMIT ${DUE_AT_ONCE}`.execute(database.kysely);
  return rows.map((row) => ({ teamId, id: row.id, personId: row.person_id, now }));
}

/**
 * Each team at its own present. A sandbox whose clock is being moved is left to whoever moves it, and its clock cannot
 * begin to move before the claim is written.
 */
export const ownClocks: Admit = async (tx, teamIds, wall) => {
  const read = (ids: readonly number[]) =>
    tx
      .selectFrom('teams')
      .select(['id', 'clock_offset_ms', 'sandbox'])
      .where('id', '=', anyOf(ids))
      .execute();
  const teams = await read(teamIds);
  const apart = teams.filter((team) => team.sandbox || team.clock_offset_ms !== 0).map(({ id }) => id);
  const free = apart.length === 0 ? [] : await lockClocks(tx, apart);
  // After the lock, in a statement of its own: what the clock showed before it may be old.
  const again = free.length === 0 ? [] : await read(free);
  const settled = [...teams.filter(({ id }) => !apart.includes(id)), ...again];
  return settled.map((team) => ({ teamId: team.id, now: teamNow(wall, team.clock_offset_ms) }));
};

async function lockClocks(tx: Tx, teamIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number; free: boolean }>`
    SELECT id, pg_try_advisory_xact_lock_shared(hashtextextended(${ENGINE_LOCK}, id)) AS free
    FROM (SELECT id FROM unnest(${teamIds}::bigint[]) AS t (id) OFFSET 0) t`.execute(tx);
  return rows.filter(({ free }) => free).map(({ id }) => id);
}

/** Runs `work` over the items, at most `width` at a time. `work` handles its own errors. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++] as T);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}
