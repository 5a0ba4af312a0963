import { PREFERENCES_SIZE } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { invalid } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { requireVersion } from '../versions.js';

/** Preferences of a user; before the first there are none, of no version. */
export interface Preferences {
  readonly preferences: Record<string, unknown>;
  readonly updated_at: string | null;
}

/** `updated_at` as the wire has it, in the caller's zone. */
export async function readPreferences(
  db: Db,
  { teamId, userId, timeZone }: Pick<Principal, 'teamId' | 'userId' | 'timeZone'>,
): Promise<Preferences> {
  const { rows } = await sql<Preferences>`
    SELECT preferences, wire_time(updated_at, ${timeZone}) AS updated_at FROM user_preferences
    WHERE team_id = ${teamId} AND user_id = ${userId}`.execute(db);
  return rows[0] ?? { preferences: {}, updated_at: null };
}

/**
 * Replaces the preferences that are named, and removes those that are null. Writers come one after another, so of two
 * that know the same version one is refused. @throws AppError precondition_failed, invalid
 */
export async function updatePreferences(
  { tx, principal, now }: Command,
  named: Readonly<Record<string, unknown>>,
  known: string | undefined,
): Promise<Preferences> {
  const { teamId, userId } = principal;
  await lockUser(tx, teamId, userId);
  const before = await readPreferences(tx, principal);
  requireVersion(known, before.updated_at);
  const all = new Map(Object.entries(before.preferences));
  for (const [name, value] of Object.entries(named)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  const text = JSON.stringify(Object.fromEntries(all));
  if (text.length > PREFERENCES_SIZE)
    throw invalid('preferences', `would have more than ${PREFERENCES_SIZE} characters in all`);
  await sql`
    INSERT INTO user_preferences (team_id, user_id, created_at, updated_at, preferences)
    VALUES (${teamId}, ${userId}, ${now}, ${now}, ${text}::jsonb)
    ON CONFLICT (team_id, user_id) DO UPDATE SET preferences = excluded.preferences, updated_at = excluded.updated_at`.execute(
    tx,
  );
  return readPreferences(tx, principal);
}

async function lockUser(tx: Tx, teamId: number, userId: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${teamId} preferences of ${userId}`}, 0))`.execute(
    tx,
  );
}

/** The order of tiers that a user chose, else the team's; undefined: neither did. Names of a newer version are left to the caller. */
export async function chosenTiers(db: Db, teamId: number, userId: number): Promise<unknown> {
  const { rows } = await sql<{ tiers: unknown }>`
    SELECT coalesce(u.preferences -> 'queue_tiers', to_jsonb(t.queue_tiers)) AS tiers FROM teams t
    LEFT JOIN user_preferences u ON u.team_id = t.id AND u.user_id = ${userId} WHERE t.id = ${teamId}`.execute(
    db,
  );
  return rows[0]?.tiers;
}
