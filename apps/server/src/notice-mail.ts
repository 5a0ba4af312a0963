import { shortLine } from '@cadenza/contract';
import { linkKeysOf } from './config.js';
import { write } from './db/write.js';
import {
  dueNoticeMails,
  prepareNoticeMails,
  retryNoticeMail,
  settleNoticeMail,
  type TakenMail,
  takeNoticeMail,
} from './domain/feed/index.js';
import { MayHaveLeft } from './domain/identity/index.js';
import type { AppContext } from './http/context.js';
import { choreLoop } from './jobs/chore.js';
import type { Loop } from './jobs/runner.js';
import { noticeTokens } from './kernel/notice-token.js';

const EVERY_MS = 30_000;
/** Mails of one part of a round. */
const AT_ONCE = 20;

type Parts = Pick<AppContext, 'config' | 'database' | 'log' | 'sendSystemMail'>;

/** Tells users of notices by mail, as each chose (docs/notices.md). */
export const noticeMailLoop = (context: Parts): Loop =>
  choreLoop(context.database, {
    name: 'notices',
    everyMs: EVERY_MS,
    part: (now) => sendNoticeMails(context, now),
  });

/** A part of a round. @returns how many mails it made or sent */
export async function sendNoticeMails(context: Parts, now: Date): Promise<number> {
  const { database } = context;
  if (!context.sendSystemMail) return 0;
  const made = await prepareNoticeMails(database.kysely, now);
  const due = await dueNoticeMails(database.kysely, now, AT_ONCE);
  for (const each of due) {
    const mail = await write(database.kysely, each.team, (tx) => takeNoticeMail(tx, each));
    if (mail) await send(context, mail, now);
  }
  return made + due.length;
}

/** The mail is taken: only what certainly did not leave is tried again. */
async function send(
  { config, database, log, sendSystemMail }: Parts,
  mail: TakenMail,
  now: Date,
): Promise<void> {
  const settings = `${config.publicUrl}/notices/${noticeTokens(linkKeysOf(config)).make(mail.team, mail.user.id)}`;
  let state: 'sent' | 'uncertain' | 'again' = 'again';
  try {
    const left = await sendSystemMail?.({
      teamId: mail.team,
      to: mail.user.email,
      compose: async () => wordsOf(mail, config.publicUrl, settings),
    });
    // Without a way to send nothing happened, and there may be one later.
    if (left === true) state = 'sent';
  } catch (error) {
    if (error instanceof MayHaveLeft) state = 'uncertain';
    log.warn({ err: error, teamId: mail.team, mailId: mail.id }, 'a notice could not be mailed');
  }
  await write(database.kysely, mail.team, (tx) =>
    state === 'again' ? retryNoticeMail(tx, mail, now) : settleNoticeMail(tx, mail, state),
  );
}

/** Names of people stand in it, so nothing of them may begin a line. */
function wordsOf(
  { user, lines, more, digest }: TakenMail,
  publicUrl: string,
  settings: string,
): { subject: string; text: string } {
  const said = lines.map((line) => shortLine(line, 300));
  const all = said.length + more;
  const text = [
    `Hello${user.firstName === null ? '' : ` ${shortLine(user.firstName, 100)}`},`,
    '',
    ...(digest ? said.map((line) => `- ${line}`) : said),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
    `Everything is in ${publicUrl}/app`,
    '',
    `Which mails you get, and when, or none at all: ${settings}`,
    '',
  ].join('\n');
  const subject = digest && all > 1 ? `${all} notices: ${said[0] ?? ''}` : (said[0] ?? '');
  return { subject: shortLine(subject, 150), text };
}
