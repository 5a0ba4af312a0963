import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import type { Suppression } from './queries.js';
import { normalise } from './rules.js';

export interface NewSuppression {
  kind: Suppression['kind'];
  /** As rules.ts normalises it. */
  value: string;
  /** null: for the whole team. */
  cadenceId: number | null;
  reason: Suppression['reason'];
  note?: string | null;
  emailId?: number | null;
  personId?: number | null;
  byUserId?: number | null;
}

/**
 * Puts an entry on the list and answers its id. When it is there already it stays, but a stronger reason replaces a
 * weaker one: what blocks even an answer in a conversation (a hard bounce, a complaint) outweighs an opt-out.
 */
export async function suppress(tx: Tx, teamId: number, now: Date, entry: NewSuppression): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    INSERT INTO suppressions AS s (team_id, created_at, updated_at, kind, value, cadence_id, reason, note, email_id, person_id, created_by_id)
    VALUES (${teamId}, ${now}, ${now}, ${entry.kind}, ${entry.value}, ${entry.cadenceId}, ${entry.reason}, ${entry.note ?? null},
      ${entry.emailId ?? null}, ${entry.personId ?? null}, ${entry.byUserId ?? null})
    ON CONFLICT (team_id, value, kind, coalesce(cadence_id, 0)) DO UPDATE SET
      reason = CASE WHEN s.reason = 'opt_out' AND excluded.reason IN ('hard_bounce', 'complaint') THEN excluded.reason ELSE s.reason END,
      updated_at = CASE WHEN s.reason = 'opt_out' AND excluded.reason IN ('hard_bounce', 'complaint') THEN excluded.updated_at ELSE s.updated_at END
    RETURNING id`.execute(tx);
  const { id } = rows[0] as { id: number };
  await append(tx, teamId, now, {
    type: 'suppression_created',
    resourceId: id,
    userId: entry.byUserId ?? null,
  });
  return id;
}

/** An address a message came back from, or whose owner complained or opted out; nothing for what is no address. */
export async function suppressAddress(
  tx: Tx,
  teamId: number,
  now: Date,
  address: string,
  entry: Omit<NewSuppression, 'kind' | 'value'>,
): Promise<number | undefined> {
  const value = normalise('address', address);
  return value === undefined ? undefined : suppress(tx, teamId, now, { ...entry, kind: 'address', value });
}
