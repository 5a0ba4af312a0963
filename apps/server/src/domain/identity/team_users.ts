import type { Db } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { AppError, notFound } from '../../kernel/errors.js';
import { secondsLeft, spendTry } from './attempts.js';
import { createPasswordLink, type SendSystemMail } from './password_resets.js';

const HOUR_MS = 3_600_000;
/** Links an admin may have made: the system's mail is not there to be sent in masses, nor to fill one person's mailbox. */
const LINKS_PER_HOUR = { team: 100, user: 5 };

/** What became of a link: mailed to its owner, or here to be handed over. `refused`: the mail server did not take it. */
export type HandedLink = { email: string } & (
  | { mailed: true }
  | { mailed: false; url: string; expiresAt: Date; refused?: unknown }
);

/**
 * A link by which a user sets a password, good for a day and once. It is mailed where the team has a way to send it;
 * with none, or when the mail server refuses, it comes back for an admin to hand over. No transaction may be open.
 * @throws AppError not_found unless it is an active user of the team, rate_limited
 */
export async function sendPasswordLink(
  db: Db,
  who: { teamId: number; userId: number },
  about: { publicUrl: string; invitation: boolean; team: string; by: string },
  sendSystemMail: SendSystemMail,
  now: Date,
): Promise<HandedLink> {
  const user = await db
    .selectFrom('users')
    .select(['email', 'first_name'])
    .where('team_id', '=', who.teamId)
    .where('id', '=', who.userId)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!user) throw notFound('user');
  await requireLinksLeft(db, who, now);
  const make = () => write(db, who.teamId, (tx) => createPasswordLink(tx, who, about.publicUrl, now));
  let refused: unknown;
  try {
    const mailed = await sendSystemMail({
      teamId: who.teamId,
      to: user.email,
      compose: async () => wordsOf(user.first_name, (await make()).url, about),
    });
    if (mailed) return { email: user.email, mailed };
  } catch (error) {
    refused = error;
  }
  const { url, expiresAt } = await make();
  return { email: user.email, mailed: false, url, expiresAt, ...(refused === undefined ? {} : { refused }) };
}

async function requireLinksLeft(
  db: Db,
  { teamId, userId }: { teamId: number; userId: number },
  now: Date,
): Promise<void> {
  const budgets = [
    { kind: 'link team', key: String(teamId), limit: LINKS_PER_HOUR.team, windowMs: HOUR_MS },
    { kind: 'link user', key: `${teamId} ${userId}`, limit: LINKS_PER_HOUR.user, windowMs: HOUR_MS },
  ];
  const spent = await spendTry(db, budgets, now);
  if (spent.size === 0) return;
  const retryAfter = await secondsLeft(
    db,
    budgets.filter((budget) => spent.has(budget.kind)),
    now,
  );
  throw new AppError(
    'rate_limited',
    `That were many links within an hour. Try again in ${Math.ceil(retryAfter / 60)} min.`,
    { retryAfter },
  );
}

function wordsOf(
  firstName: string | null,
  url: string,
  { invitation, team, by }: { invitation: boolean; team: string; by: string },
): { subject: string; text: string } {
  const said = invitation
    ? `${by} invites you to Cadenza (${team}). To come in, set a password: open this link within a day.`
    : `${by} sends you a link that sets a new password for your Cadenza account (${team}). It works for a day.`;
  return {
    subject: invitation ? 'Your invitation to Cadenza' : 'Set a new password for Cadenza',
    text: [
      `Hello${firstName ? ` ${firstName}` : ''},`,
      '',
      said,
      '',
      url,
      '',
      'If you do not know what this is about, ignore this message: nothing has changed.',
    ].join('\n'),
  };
}

/** What every page of the team shows: its name, whether its mail stays in the sandbox, and whether anybody was on a cadence yet. */
export async function teamAtAGlance(
  db: Db,
  teamId: number,
): Promise<{ name: string; sandbox: boolean; begun: boolean }> {
  const { begun, ...team } = await db
    .selectFrom('teams')
    .select(['name', 'sandbox'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('cadence_memberships')
          .select('cadence_memberships.id')
          .whereRef('cadence_memberships.team_id', '=', 'teams.id'),
      ).as('begun'),
    )
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow();
  return { ...team, begun: Boolean(begun) };
}

/** What the team is called. */
export async function nameOfTeam(db: Db, teamId: number): Promise<string> {
  const { name } = await db
    .selectFrom('teams')
    .select('name')
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow();
  return name;
}
