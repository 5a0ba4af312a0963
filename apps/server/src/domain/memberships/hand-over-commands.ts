import { sql } from 'kysely';
import { append } from '../../events/outbox.js';
import { cancelQueued } from '../activities/email-rows.js';
import type { CommandBy } from '../command.js';
import type { Said } from '../said.js';
import type { Who } from './membership-commands.js';
import { planAnew, type SnoozedAction, SNOOZED_RULES } from './snooze-commands.js';

/** Who had the touches, who has them now, and what is said of it. */
export interface HandingOver {
  readonly from: number;
  readonly to: number;
  readonly said: Said;
}

interface Touch extends SnoozedAction {
  readonly status: string;
  readonly automated: boolean;
  readonly booked: boolean;
  readonly decided_by: string | null;
}

/**
 * Who is on cadences in one user's name is on them in another's, and what is open or planned for them is that one's to do.
 * The engine's queued e-mails are taken back and planned again; one that is being sent, in doubt, or was sent by hand
 * ends with whose it is. A person who was on the same cadence in the other's name before stays: there is one record of both.
 */
export async function giveMemberships(
  { tx, principal, now }: CommandBy<Pick<Who, 'teamId' | 'userId'>>,
  { from, to, said }: HandingOver,
  personIds: readonly number[],
): Promise<void> {
  const { teamId } = principal;
  // People first, memberships second, actions last, each in the order of their ids: as everybody locks them.
  await sql`SELECT id FROM people WHERE team_id = ${teamId} AND id = ANY(${personIds}::bigint[]) ORDER BY id FOR NO KEY UPDATE`.execute(
    tx,
  );
  await sql`SELECT id FROM cadence_memberships WHERE team_id = ${teamId} AND person_id = ANY(${personIds}::bigint[])
    AND currently_on_cadence ORDER BY id FOR NO KEY UPDATE`.execute(tx);
  const { rows: given } = await sql<{ id: number }>`
    UPDATE cadence_memberships m SET user_id = ${to}, updated_at = ${now}
    WHERE m.team_id = ${teamId} AND m.person_id = ANY(${personIds}::bigint[]) AND m.currently_on_cadence AND m.user_id = ${from}
      AND NOT EXISTS (SELECT FROM cadence_memberships o WHERE o.team_id = m.team_id AND o.person_id = m.person_id
        AND o.cadence_id = m.cadence_id AND o.user_id = ${to})
    RETURNING m.id`.execute(tx);
  const { rows: live } = await sql<Touch>`
    SELECT a.id, a.cadence_id, a.step_group_id, a.status, a.automated, a.booked, a.decided_by, u.time_zone, p.locale FROM actions a
    JOIN cadence_memberships m ON m.team_id = a.team_id AND m.id = a.membership_id AND m.currently_on_cadence AND m.user_id <> ${from}
    JOIN people p ON p.team_id = a.team_id AND p.id = a.person_id
    JOIN users u ON u.team_id = a.team_id AND u.id = ${to}
    WHERE a.team_id = ${teamId} AND m.person_id = ANY(${personIds}::bigint[]) AND a.user_id = ${from}
      AND a.status IN ('planned', 'in_progress', 'pending_activity')
    ORDER BY a.id FOR UPDATE OF a`.execute(tx);
  await giveActions({ tx, teamId, now }, live, { from, to, said });
  await append(
    { tx, principal, now },
    'cadence_membership_updated',
    given.map(({ id }) => id),
  );
}

async function giveActions(
  { tx, teamId, now }: { tx: CommandBy<object>['tx']; teamId: number; now: Date },
  live: readonly Touch[],
  { to, said }: HandingOver,
): Promise<void> {
  if (live.length === 0) return;
  const queued = live.filter(({ status, automated }) => status === 'in_progress' && automated);
  const taken = await cancelQueued(
    tx,
    teamId,
    queued.map(({ id }) => id),
    now,
    said,
  );
  await sql`
    UPDATE actions a SET status = 'planned', due_at = t.send_after, reason = ${said.text}, explained = ${said.json}::jsonb,
      decided_by = 'taken_back', decided_because = ${said.text}, decided_explained = ${said.json}::jsonb, updated_at = ${now}
    FROM unnest(${taken.map((email) => email.action_id)}::bigint[], ${taken.map((email) => email.send_after)}::timestamptz[]) t (action_id, send_after)
    WHERE a.team_id = ${teamId} AND a.id = t.action_id`.execute(tx);
  const { rows: given } = await sql<{ id: number }>`
    UPDATE actions a SET user_id = ${to}, booked = false, booked_mailbox_id = NULL, claimed_until = NULL, updated_at = ${now},
      reason = CASE WHEN a.status = 'in_progress' THEN ${said.text} ELSE a.reason END,
      explained = CASE WHEN a.status = 'in_progress' THEN ${said.json}::jsonb ELSE a.explained END
    WHERE a.team_id = ${teamId} AND a.id = ANY(${live.map(({ id }) => id)}::bigint[])
      AND NOT EXISTS (SELECT FROM emails e WHERE e.team_id = a.team_id AND e.action_id = a.id
        AND e.state IN ('planned', 'queued', 'sending', 'uncertain'))
    RETURNING a.id`.execute(tx);
  const moved = new Set(given.map(({ id }) => id));
  const asleep = live.filter(
    ({ id, status, booked, decided_by: rule }) =>
      moved.has(id) && status === 'planned' && (booked || SLEEPING.has(rule ?? '')),
  );
  await planAnew(tx, teamId, asleep, now, said);
}

const SLEEPING: ReadonlySet<string> = new Set([...SNOOZED_RULES, 'mailbox_retry']);
