import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { aboutPersonOrNobody, inSightOf } from '../visibility.js';
import { OPEN_TO } from '../identity/index.js';
import { HOUR, modeOf } from './notice-settings.js';
import { MESSAGE } from './notice-words.js';

/** A notice that nobody could be told of for so long is in the list alone. */
const MAILED_DAYS = 2;
/** Notices looked at in a part of a round; lines of a digest. */
const AT_ONCE = 100;
const MOST_LINES = 50;
/** Tries of a mail that certainly did not leave; the pauses between them grow from five minutes. */
const MOST_TRIES = 6;
const PAUSE_MS = 300_000;

/** Of teams at work, active users, new notices that nobody read and that stand in no mail. A rehearsal tells of webhooks only, which are real. */
const WAITING = sql.raw(`FROM notices n
    JOIN teams t ON t.id = n.team_id AND NOT t.deactivated
    JOIN users u ON u.team_id = n.team_id AND u.id = n.user_id AND u.active
    LEFT JOIN notice_settings s ON s.team_id = n.team_id AND s.user_id = n.user_id
  WHERE n.read_at IS NULL AND (NOT t.sandbox OR n.kind = 'webhook_paused')
    AND NOT EXISTS (SELECT FROM notice_mail_parts p WHERE p.team_id = n.team_id AND p.notice_id = n.id)`);
const clock = (wall: Date) => sql`${wall}::timestamptz + t.clock_offset_ms * interval '1 millisecond'`;
const isNew = (wall: Date) => sql`n.created_at > ${clock(wall)} - ${MAILED_DAYS}::integer * interval '1 day'`;
const local = (wall: Date) => sql`(${wall}::timestamptz AT TIME ZONE 'UTC'
  + coalesce(zone_offset_minutes(u.time_zone, ${wall}::timestamptz), 0) * interval '1 minute')`;

/** Puts notices into mails, each into one: at once, or into the digest of its user's day. @returns how many mails it made */
export async function prepareNoticeMails(db: Db, wall: Date): Promise<number> {
  const { rows: single } = await sql<{ team_id: number; id: number; user_id: number }>`
    SELECT n.team_id, n.id, n.user_id ${WAITING} AND ${isNew(wall)} AND ${sql.raw(modeOf('n.kind'))} = 'at_once'
    ORDER BY n.created_at, n.id LIMIT ${AT_ONCE}`.execute(db);
  const { rows: digests } = await sql<{ team_id: number; user_id: number; day: string; ids: number[] }>`
    SELECT n.team_id, n.user_id, ${local(wall)}::date::text AS day, array_agg(n.id ORDER BY n.created_at, n.id) AS ids
    ${WAITING} AND ${isNew(wall)} AND ${sql.raw(modeOf('n.kind'))} = 'digest'
      AND extract(hour FROM ${local(wall)}) >= ${sql.raw(HOUR)}
      AND NOT EXISTS (SELECT FROM notice_mails m WHERE m.team_id = n.team_id AND m.user_id = n.user_id AND m.digest_on = ${local(wall)}::date)
    GROUP BY n.team_id, n.user_id, 3 ORDER BY 1, 2 LIMIT ${AT_ONCE}`.execute(db);
  let made = 0;
  for (const { team_id: team, id, user_id: user } of single)
    made += await write(db, team, (tx) => makeMail(tx, { team, user, day: null, ids: [id] }, wall));
  for (const { team_id: team, user_id: user, day, ids } of digests)
    made += await write(db, team, (tx) => makeMail(tx, { team, user, day, ids }, wall));
  return made;
}

/** @returns 1, or 0 when another process did it */
async function makeMail(
  tx: Tx,
  { team, user, day, ids }: { team: number; user: number; day: string | null; ids: number[] },
  wall: Date,
): Promise<number> {
  const { rows } = await sql`
    WITH mail AS (INSERT INTO notice_mails (team_id, created_at, user_id, digest_on, next_at)
      SELECT ${team}, ${wall}, ${user}, ${day}::date, ${wall} WHERE EXISTS (SELECT FROM unnest(${ids}::bigint[]) i (id)
        WHERE NOT EXISTS (SELECT FROM notice_mail_parts p WHERE p.team_id = ${team} AND p.notice_id = i.id))
      ON CONFLICT DO NOTHING RETURNING id)
    INSERT INTO notice_mail_parts (team_id, notice_id, mail_id) SELECT ${team}, i.id, mail.id
    FROM mail CROSS JOIN unnest(${ids}::bigint[]) i (id) ON CONFLICT DO NOTHING RETURNING 1`.execute(tx);
  return rows.length > 0 ? 1 : 0;
}

/** A mail that a process has taken: nobody takes it again. */
export interface TakenMail {
  readonly team: number;
  readonly id: number;
  readonly tries: number;
  readonly digest: boolean;
  readonly user: { readonly id: number; readonly email: string; readonly firstName: string | null };
  /** What it says, the oldest first. */
  readonly lines: readonly string[];
  /** Those that it does not say for their number. */
  readonly more: number;
}

/** Mails whose turn it is. */
export async function dueNoticeMails(
  db: Db,
  wall: Date,
  most: number,
): Promise<{ team: number; id: number }[]> {
  const { rows } = await sql<{ team: number; id: number }>`
    SELECT m.team_id AS team, m.id FROM teams t CROSS JOIN LATERAL (SELECT w.team_id, w.id, w.next_at FROM notice_mails w
      WHERE w.team_id = t.id AND w.state = 'waiting' AND w.next_at <= ${wall} ORDER BY w.next_at LIMIT ${most}) m
    ORDER BY m.next_at, m.team_id, m.id LIMIT ${most}`.execute(db);
  return rows;
}

/**
 * Takes a mail, for good: whoever dies with it has sent it or not, and nobody sends it twice. What it says is asked now: what was
 * read meanwhile, or is not seen any more, is left out. @returns undefined when it is taken already, or there is nobody or nothing to tell
 */
export async function takeNoticeMail(
  tx: Tx,
  { team, id }: { team: number; id: number },
): Promise<TakenMail | undefined> {
  const { rows: taken } = await sql<{ user_id: number; tries: number; digest: boolean }>`
    UPDATE notice_mails SET state = 'sending', tries = tries + 1 WHERE team_id = ${team} AND id = ${id} AND state = 'waiting'
    RETURNING user_id, tries, digest_on IS NOT NULL AS digest`.execute(tx);
  const [mail] = taken;
  if (!mail) return undefined;
  const { rows: users } = await sql<{
    id: number;
    email: string;
    first_name: string | null;
    admin: boolean;
    open: boolean;
  }>`SELECT u.id, u.email, u.first_name, u.role_id = 'Admin' AS admin, ${sql.raw(OPEN_TO)} AS open FROM users u
    JOIN teams t ON t.id = u.team_id AND NOT t.deactivated WHERE u.team_id = ${team} AND u.id = ${mail.user_id} AND u.active`.execute(
    tx,
  );
  const [user] = users;
  const lines = user === undefined ? [] : await linesOf(tx, team, id, user);
  if (user === undefined || lines.length === 0) {
    await settleNoticeMail(tx, { team, id }, 'dropped');
    return undefined;
  }
  return {
    ...{ team, id, tries: mail.tries, digest: mail.digest },
    user: { id: user.id, email: user.email, firstName: user.first_name },
    lines: lines.slice(0, MOST_LINES),
    more: Math.max(0, lines.length - MOST_LINES),
  };
}

async function linesOf(
  tx: Tx,
  team: number,
  id: number,
  user: { id: number; admin: boolean; open: boolean },
): Promise<string[]> {
  const viewer = { teamId: team, userId: user.id, admin: user.admin, teamOpen: user.open };
  const { rows } = await sql<{ message: string }>`
    SELECT ${sql.raw(MESSAGE)} AS message FROM notice_mail_parts p JOIN notices r ON r.team_id = p.team_id AND r.id = p.notice_id
    LEFT JOIN notice_settings s ON s.team_id = r.team_id AND s.user_id = r.user_id
    WHERE p.team_id = ${team} AND p.mail_id = ${id} AND r.read_at IS NULL AND ${sql.raw(modeOf('r.kind'))} <> 'off'
      AND ${inSightOf(viewer, aboutPersonOrNobody('r.person_id'), 'r')} ORDER BY r.created_at, r.id`.execute(
    tx,
  );
  return rows.map(({ message }) => message);
}

/** What became of a taken mail. */
export async function settleNoticeMail(
  tx: Tx,
  { team, id }: { team: number; id: number },
  state: 'sent' | 'uncertain' | 'dropped',
): Promise<void> {
  await sql`UPDATE notice_mails SET state = ${state} WHERE team_id = ${team} AND id = ${id}`.execute(tx);
}

/** It certainly did not leave: it is tried again, some times. */
export async function retryNoticeMail(
  tx: Tx,
  { team, id, tries }: { team: number; id: number; tries: number },
  wall: Date,
): Promise<void> {
  const next = new Date(wall.getTime() + PAUSE_MS * 2 ** (tries - 1));
  const state = tries >= MOST_TRIES ? 'failed' : 'waiting';
  await sql`UPDATE notice_mails SET state = ${state}, next_at = ${next} WHERE team_id = ${team} AND id = ${id}`.execute(
    tx,
  );
}

/** Removes mails that are older than the notices they were of are kept. @returns how many */
export async function forgetNoticeMails(db: Db, wall: Date, keptDays: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    DELETE FROM notice_mails m USING (SELECT k.team_id, k.id FROM teams t CROSS JOIN LATERAL (SELECT o.team_id, o.id FROM notice_mails o
      WHERE o.team_id = t.id AND o.created_at <= ${wall}::timestamptz - ${keptDays}::integer * interval '1 day' ORDER BY o.id LIMIT 1000) k LIMIT 1000) f
    WHERE m.team_id = f.team_id AND m.id = f.id`.execute(db);
  return Number(numAffectedRows);
}

/** Whether there is still somebody to choose. */
export async function mayChooseNotices(db: Db, team: number, user: number): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM users u JOIN teams t ON t.id = u.team_id AND NOT t.deactivated
    WHERE u.team_id = ${team} AND u.id = ${user} AND u.active`.execute(db);
  return rows.length > 0;
}
