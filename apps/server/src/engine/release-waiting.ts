import { sql } from 'kysely';
import type { Database } from '../db/connect.js';
import { write } from '../db/write.js';
import { releaseWaiting, waitsFor } from '../domain/activities/email-rows.js';
import { endReleasing, LIVE, releasingSince } from '../domain/mailboxes/index.js';
import { say } from '../domain/said.js';

/** E-mails released in one transaction, and teams looked after in one round. */
const AT_ONCE = 1000;
const TEAMS = 50;

const RELEASED = say('mailbox_released', { what: 'server' });

/**
 * What waited for the server's own transport goes as soon as that may be used again: an admin said so, it has another
 * setting, a message went through. It serves all teams, and so whoever lets it go only marks it; here each team's e-mails
 * follow in transactions of its own, also after `kill -9`. One query for one row where there is nothing to do.
 * @returns how many e-mails were released
 */
export async function releaseForServer({ kysely }: Database, now: Date): Promise<number> {
  const since = await releasingSince(kysely);
  if (since === null) return 0;
  const { rows: teams } = await sql<{ id: number }>`
    SELECT t.id FROM teams t WHERE ${LIVE} AND EXISTS (
      SELECT FROM emails WHERE emails.team_id = t.id AND ${waitsFor(null, now)})
    ORDER BY t.id LIMIT ${TEAMS}`.execute(kysely);
  if (teams.length === 0) await endReleasing(kysely, since);
  let released = 0;
  for (const { id } of teams)
    released += await write(kysely, id, (tx) =>
      releaseWaiting(tx, { teamId: id, mailboxId: null }, now, RELEASED, AT_ONCE),
    );
  return released;
}
