import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';

/** Whose mailbox it is, and what of team and server its capacity depends on. */
export interface MailboxOwner {
  readonly user_id: number;
  readonly time_zone: string;
  readonly email_daily_limit: number | null;
}

/** undefined where the team has no such mailbox. */
export async function ownerOfMailbox(tx: Tx, teamId: number, id: number): Promise<MailboxOwner | undefined> {
  const { rows } = await sql<MailboxOwner>`
    SELECT m.user_id, u.time_zone, t.email_daily_limit FROM mailboxes m
    JOIN users u ON u.team_id = m.team_id AND u.id = m.user_id JOIN teams t ON t.id = m.team_id
    WHERE m.team_id = ${teamId} AND m.id = ${id} AND m.deleted_at IS NULL`.execute(tx);
  return rows[0];
}

export interface MailboxCounts {
  /** E-mails in its queue, and places given away in it. */
  readonly waiting: number;
  readonly sent: number;
  readonly bounced: number;
  readonly hard: number;
}

/** What left a mailbox within some days and what came back of it, and what waits for it. */
export async function countsOfMailbox(
  tx: Tx,
  teamId: number,
  { id, userId, since }: { id: number; userId: number; since: Date },
): Promise<MailboxCounts> {
  const { rows } = await sql<MailboxCounts>`
    SELECT
      (SELECT count(*) FROM emails e WHERE e.team_id = ${teamId} AND e.mailbox_id = ${id} AND e.state IN ('queued', 'planned'))::integer
        + (SELECT count(*) FROM actions a WHERE a.team_id = ${teamId} AND a.user_id = ${userId} AND a.booked AND a.status = 'planned'
          AND a.booked_mailbox_id = ${id})::integer AS waiting, s.sent, s.bounced, s.hard
    FROM (SELECT count(*)::integer AS sent, count(*) FILTER (WHERE e.bounced)::integer AS bounced,
        count(*) FILTER (WHERE e.bounced AND EXISTS (SELECT FROM received_messages b WHERE b.team_id = e.team_id AND b.email_id = e.id
          AND b.kind = 'bounce' AND b.severity = 'hard' AND b.undone_at IS NULL))::integer AS hard
      FROM emails e WHERE e.team_id = ${teamId} AND e.mailbox_id = ${id} AND e.state = 'sent' AND e.send_after > ${since}::timestamptz - interval '2 days'
        AND e.sent_at > ${since}) s`.execute(tx);
  return rows[0] as MailboxCounts;
}
