import type { RuleName } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import { isAmong } from '../../db/any-of.js';
import type { Db, Tx } from '../../db/connect.js';
import type { Said } from '../said.js';

interface ActionKey {
  readonly team_id: number;
  readonly id: number;
}

/** An action that is a worker's for a while. */
export interface LeasedAction extends ActionKey {
  readonly membership_id: number;
  readonly step_id: number;
  /** Microseconds since the epoch: places that were given up are so little apart. */
  readonly due_us: number;
}

/** Leases due actions to a worker until a moment. `due`: a query of their `team_id` and `id`, locked. */
export async function leaseActions(tx: Tx, due: RawBuilder<unknown>, until: Date): Promise<LeasedAction[]> {
  const { rows } = await sql<LeasedAction>`
    UPDATE actions a SET claimed_until = ${until}
    FROM (${due}) d
    WHERE a.team_id = d.team_id AND a.id = d.id
    RETURNING a.team_id, a.id, a.membership_id, a.step_id, (extract(epoch FROM a.due_at) * 1000000)::bigint AS due_us`.execute(
    tx,
  );
  return rows;
}

/** What a decision changes in an action's row; absent fields stay, and its lease ends in any case. */
export interface ActionChange {
  id: number;
  status?: string;
  due_at?: Date;
  automated?: boolean;
  user_id?: number;
  reason?: Said | undefined;
  completed_at?: Date;
  decided_by?: RuleName;
  decided_because?: Said;
  booked?: boolean;
  booked_mailbox_id?: number | null;
}

/** Every change of a batch in one statement. */
export async function changeActions(
  tx: Tx,
  teamId: number,
  changes: readonly ActionChange[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    UPDATE actions a SET claimed_until = NULL, updated_at = ${now},
      opened_at = CASE WHEN c.status = 'in_progress' THEN ${now}::timestamptz ELSE a.opened_at END,
      status = coalesce(c.status, a.status), due_at = coalesce(c.due_at, a.due_at),
      automated = coalesce(c.automated, a.automated), user_id = coalesce(c.user_id, a.user_id),
      reason = coalesce(c.reason, a.reason), explained = CASE WHEN c.reason IS NULL THEN a.explained ELSE c.explained END, completed_at = coalesce(c.completed_at, a.completed_at),
      decided_by = coalesce(c.decided_by, a.decided_by), decided_because = coalesce(c.decided_because, a.decided_because),
      decided_explained = CASE WHEN c.decided_because IS NULL THEN a.decided_explained ELSE c.decided_explained END, booked = coalesce(c.booked, a.booked),
      booked_mailbox_id = CASE WHEN c.booked IS NULL THEN a.booked_mailbox_id ELSE c.booked_mailbox_id END
    FROM jsonb_to_recordset(${JSON.stringify(changes.map(toRow))}::jsonb) AS c (id bigint, status text, due_at timestamptz,
      automated boolean, user_id bigint, reason text, explained jsonb, completed_at timestamptz, decided_by text, decided_because text, decided_explained jsonb, booked boolean,
      booked_mailbox_id bigint)
    WHERE a.team_id = ${teamId} AND a.id = c.id AND ${isAmong(
      'a.id',
      changes.map(({ id }) => id),
    )}`.execute(tx);
}

const toRow = ({ reason, decided_because: because, ...rest }: ActionChange) => ({
  ...rest,
  ...(reason && { reason: reason.text, explained: reason.record }),
  ...(because && { decided_because: because.text, decided_explained: because.record }),
});

/** By which rule it was decided, where others carried the decision out. */
export async function setRule(tx: Tx, action: ActionKey, rule: RuleName): Promise<void> {
  await tx
    .updateTable('actions')
    .set({ decided_by: rule, decided_because: null, decided_explained: null, booked: false })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

/** It could not be decided so many times: it is tried again at a moment, or shown to the rep (null). */
export async function setAside(
  tx: Tx,
  action: ActionKey,
  { attempts, until, reason }: { attempts: number; until: Date | null; reason: Said },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('actions')
    .set({
      attempts,
      updated_at: now,
      reason: reason.text,
      explained: reason.json,
      claimed_until: until,
      ...(until === null ? { status: 'in_progress' } : {}),
    })
    .where('team_id', '=', action.team_id)
    .where('id', '=', action.id)
    .execute();
}

/**
 * What lies open in front of a user, automatic e-mails apart, is to be decided once more; what somebody is just working on
 * is left. @returns how many, and whether any are left
 */
export async function requeueOpen(
  tx: Tx,
  teamId: number,
  userId: number,
  now: Date,
): Promise<{ taken: number; left: boolean }> {
  const open = sql`team_id = ${teamId} AND user_id = ${userId} AND status = 'in_progress' AND NOT automated`;
  const { rows } = await sql`
    UPDATE actions SET status = 'planned', claimed_until = NULL, updated_at = ${now}
    WHERE team_id = ${teamId} AND id IN (SELECT id FROM actions WHERE ${open} FOR UPDATE SKIP LOCKED) RETURNING id`.execute(
    tx,
  );
  const { rows: left } = await sql`SELECT 1 FROM actions WHERE ${open} LIMIT 1`.execute(tx);
  return { taken: rows.length, left: left.length > 0 };
}

/** What slept in all teams because of a fact of the server that no longer holds is due. @returns how many */
export async function resumeByRule(
  db: Db,
  rules: readonly RuleName[],
  reason: Said,
  now: Date,
): Promise<number> {
  const { rows } = await sql`
    UPDATE actions a SET due_at = ${now}, claimed_until = NULL, reason = ${reason.text}, explained = ${reason.json}::jsonb,
      decided_by = 'woken', updated_at = ${now}
    WHERE a.status = 'planned' AND a.decided_by = ANY(${rules}::text[]) AND a.due_at > ${now} RETURNING a.id`.execute(
    db,
  );
  return rows.length;
}
