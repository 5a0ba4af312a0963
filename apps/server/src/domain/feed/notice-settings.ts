import { type Body, type Contract, NOTICE_KINDS, type NoticeMode } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';

type Asked = Body<Contract['operations']['update_notice_settings']>;
type Kind = (typeof NOTICE_KINDS)[number];

/** How a user hears of notices by mail; `digest_hour` is of their own day. */
export type NoticeSettings = Record<Kind, NoticeMode> & { digest_hour: number };

/** Who chose nothing. */
const UNLESS_CHOSEN: NoticeSettings = {
  reply: 'digest',
  hot_person: 'digest',
  mailbox_failing: 'at_once',
  webhook_paused: 'at_once',
  calendar_failing: 'at_once',
  digest_hour: 8,
};

/** What a user `u` chose of a kind, else what holds for who chose nothing; `s` is their row of settings. For a statement. */
export const modeOf = (kind: string): string =>
  `CASE ${kind} ${NOTICE_KINDS.map((each) => `WHEN '${each}' THEN coalesce(s.${each}, '${UNLESS_CHOSEN[each]}')`).join(' ')} END`;
/** The hour of their day. */
export const HOUR = `coalesce(s.digest_hour, ${UNLESS_CHOSEN.digest_hour})`;

/** @returns what holds for the user */
export async function noticeSettingsOf(db: Db, team: number, user: number): Promise<NoticeSettings> {
  const { rows } = await sql<NoticeSettings>`
    SELECT reply, hot_person, mailbox_failing, webhook_paused, coalesce(calendar_failing, ${UNLESS_CHOSEN.calendar_failing}) AS calendar_failing, digest_hour
    FROM notice_settings
    WHERE team_id = ${team} AND user_id = ${user}`.execute(db);
  return rows[0] ?? UNLESS_CHOSEN;
}

/** Changes what is named, the rest stays; two at once come one after the other. @returns what holds now */
export async function updateNoticeSettings(
  tx: Tx,
  team: number,
  user: number,
  asked: Asked,
): Promise<NoticeSettings> {
  const first = { ...UNLESS_CHOSEN, ...named(asked) };
  await sql`INSERT INTO notice_settings (team_id, user_id, reply, hot_person, mailbox_failing, webhook_paused, calendar_failing, digest_hour)
    VALUES (${team}, ${user}, ${first.reply}, ${first.hot_person}, ${first.mailbox_failing}, ${first.webhook_paused}, ${first.calendar_failing}, ${first.digest_hour})
    ON CONFLICT (team_id, user_id) DO UPDATE SET reply = coalesce(${asked.reply ?? null}, notice_settings.reply),
      hot_person = coalesce(${asked.hot_person ?? null}, notice_settings.hot_person),
      mailbox_failing = coalesce(${asked.mailbox_failing ?? null}, notice_settings.mailbox_failing),
      webhook_paused = coalesce(${asked.webhook_paused ?? null}, notice_settings.webhook_paused),
      calendar_failing = coalesce(${asked.calendar_failing ?? null}, notice_settings.calendar_failing),
      digest_hour = coalesce(${asked.digest_hour ?? null}::smallint, notice_settings.digest_hour)`.execute(
    tx,
  );
  return noticeSettingsOf(tx, team, user);
}

const named = (asked: Asked): Partial<NoticeSettings> =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value != null));
