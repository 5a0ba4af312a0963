import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { PersonKey } from './person-rows.js';

const COUNTERS = {
  view: 'emails_viewed',
  click: 'emails_clicked',
  bounce: 'emails_bounced',
} as const;

/** Of what the person did, or was done for them; never below zero. */
export async function countOfPerson(
  tx: Tx,
  { team_id: teamId, id }: PersonKey,
  what: keyof typeof COUNTERS,
  by: -1 | 0 | 1,
  now: Date,
): Promise<void> {
  const column = sql.ref(COUNTERS[what]);
  await sql`
    UPDATE people SET ${column} = greatest(${column} + ${by}, 0), updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(
    tx,
  );
}

/** The person answered at a moment, for the first time to this e-mail (1) or once more (0). */
export async function countReply(
  tx: Tx,
  { team_id: teamId, id }: PersonKey,
  by: 0 | 1,
  at: Date,
  now: Date,
): Promise<void> {
  await sql`
    UPDATE people SET emails_replied_to = emails_replied_to + ${by}, last_replied_at = greatest(last_replied_at, ${at}::timestamptz),
      updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}

/** It was no answer: what countReply did goes back, unless one came later. */
export async function uncountReply(
  tx: Tx,
  { team_id: teamId, id }: PersonKey,
  by: 0 | 1,
  { at, before }: { at: Date; before: string | null },
  now: Date,
): Promise<void> {
  await sql`
    UPDATE people SET emails_replied_to = greatest(emails_replied_to - ${by}, 0),
      last_replied_at = CASE WHEN last_replied_at = ${at} THEN ${before}::timestamptz ELSE last_replied_at END,
      updated_at = ${now} WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}
