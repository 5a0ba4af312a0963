import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';

/** One thing that happened, or is happening, with a person. */
export interface HistoryEntry {
  at: Date;
  kind: 'email' | 'call' | 'other' | 'integration';
  /** Subject, disposition or the step's name. */
  title: string | null;
  /** The state of an e-mail, the sentiment of a call, why an action was completed. */
  detail: string | null;
  by: string | null;
}

/** A person's latest e-mails, calls and completed other steps, newest first. The caller has checked who may see them. */
export async function listHistory(
  db: Db,
  teamId: number,
  personId: number,
  limit: number,
): Promise<HistoryEntry[]> {
  const { rows } = await sql<HistoryEntry>`
    SELECT h.at, h.kind, h.title, h.detail, coalesce(u.name, u.email) AS by FROM (
      (SELECT coalesce(sent_at, send_after) AS at, 'email' AS kind, subject AS title, state AS detail, user_id
        FROM emails WHERE team_id = ${teamId} AND person_id = ${personId} ORDER BY id DESC LIMIT ${limit})
      UNION ALL
      (SELECT created_at, 'call', disposition, sentiment, user_id
        FROM calls WHERE team_id = ${teamId} AND person_id = ${personId} ORDER BY id DESC LIMIT ${limit})
      UNION ALL
      (SELECT a.completed_at, a.type, s.name, a.reason, a.user_id
        FROM cadence_memberships m
        JOIN actions a ON a.team_id = m.team_id AND a.membership_id = m.id
          AND a.status = 'completed' AND a.type IN ('other', 'integration')
        LEFT JOIN steps s ON s.team_id = a.team_id AND s.id = a.step_id
        WHERE m.team_id = ${teamId} AND m.person_id = ${personId} ORDER BY a.completed_at DESC LIMIT ${limit})
    ) h LEFT JOIN users u ON u.team_id = ${teamId} AND u.id = h.user_id
    ORDER BY h.at DESC LIMIT ${limit}`.execute(db);
  return rows;
}
