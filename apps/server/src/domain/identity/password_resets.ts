import type { Db, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { addressKey } from '../../kernel/address.js';
import { randomToken, sha256 } from '../../kernel/crypto.js';
import { AppError, notFound } from '../../kernel/errors.js';
import { mayRequestReset, type Origin } from './sessions.js';
import { hashForUser, setPassword } from './users.js';

const RESET_MS = 3_600_000;
/** A link that is handed over by a person, who may not reach the other at once. */
const HANDED_OVER_MS = 24 * 3_600_000;

/** Nobody knows whether a mail of the system left: who must not send twice does not send it again. */
export class MayHaveLeft extends Error {}

/**
 * Mail from the server itself (not from a rep) to a user of a team. `compose` is asked only when there is a way to send
 * it: a secret is made when it can leave. @returns whether there was. @throws Error when the mail server did not take it
 */
export type SendSystemMail = (mail: {
  teamId: number;
  to: string;
  compose: () => Promise<{ subject: string; text: string }>;
}) => Promise<boolean>;

/**
 * Mails a link that sets a new password, good for one hour and once. Says nothing about whether the address is known;
 * do not let the caller wait for it, or the time it takes would.
 */
export async function requestPasswordReset(
  db: Db,
  input: { email: string; publicUrl: string } & Origin,
  sendSystemMail: SendSystemMail,
  now: Date,
): Promise<void> {
  const address = addressKey(input.email).slice(0, 320);
  if (!(await mayRequestReset(db, address, input, now))) return;
  const user = await db
    .selectFrom('users')
    .select(['id', 'team_id', 'email', 'first_name'])
    .where((eb) => eb(eb.fn('address_key', ['email']), '=', address))
    .where('active', '=', true)
    .executeTakeFirst();
  if (!user) return;
  await sendSystemMail({
    teamId: user.team_id,
    to: user.email,
    compose: async () => {
      const url = await write(db, user.team_id, (tx) =>
        makeResetLink(tx, { teamId: user.team_id, userId: user.id }, input.publicUrl, now, RESET_MS),
      );
      return { subject: 'Set a new password for Cadenza', text: resetText(user.first_name, url) };
    },
  });
}

function resetText(firstName: string | null, url: string): string {
  return [
    `Hello${firstName ? ` ${firstName}` : ''},`,
    '',
    'somebody, probably you, asked for a new password for your Cadenza account. To set one, open this link within an hour:',
    '',
    url,
    '',
    'If it was not you, ignore this message: nothing has changed.',
  ].join('\n');
}

/**
 * A link that sets a new password, good for a day and once, to be handed over by an operator or an admin; those before it
 * are worth nothing any more. @throws
 * AppError not_found unless it is an active user of the team
 */
export async function createPasswordLink(
  tx: Tx,
  who: { teamId: number; userId: number },
  publicUrl: string,
  now: Date,
): Promise<{ email: string; url: string; expiresAt: Date }> {
  const user = await tx
    .selectFrom('users')
    .select('email')
    .where('team_id', '=', who.teamId)
    .where('id', '=', who.userId)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!user) throw notFound('user');
  // Whoever asks for another does so because the one before went astray.
  await tx
    .updateTable('password_resets')
    .set({ used_at: now })
    .where('team_id', '=', who.teamId)
    .where('user_id', '=', who.userId)
    .where('used_at', 'is', null)
    .execute();
  const url = await makeResetLink(tx, who, publicUrl, now, HANDED_OVER_MS);
  return { email: user.email, url, expiresAt: new Date(now.getTime() + HANDED_OVER_MS) };
}

async function makeResetLink(
  tx: Tx,
  who: { teamId: number; userId: number },
  publicUrl: string,
  now: Date,
  validMs: number,
): Promise<string> {
  const token = randomToken();
  await tx
    .insertInto('password_resets')
    .values({
      team_id: who.teamId,
      token_hash: sha256(token),
      user_id: who.userId,
      created_at: now,
      expires_at: new Date(now.getTime() + validMs),
    })
    .execute();
  return `${publicUrl}/reset-password?token=${token}`;
}

/**
 * Sets the password behind a reset link and ends all sessions of the user. The link, and any other open link of the
 * user, is used up. @throws AppError invalid (password), not_found (link unknown, used or expired).
 */
export async function resetPassword(
  db: Db,
  input: { token: string; password: string },
  now: Date,
): Promise<{ userId: number }> {
  const found = await findPasswordReset(db, input.token, now);
  if (!found) throw new AppError('not_found', 'This link is no longer valid. Please ask for a new one.');
  // A password that is refused leaves the link as it was.
  const passwordHash = await hashForUser(db, found.teamId, found.userId, input.password);
  return write(db, found.teamId, async (tx) => {
    const spent = await tx
      .updateTable('password_resets')
      .set({ used_at: now })
      .where('team_id', '=', found.teamId)
      .where('user_id', '=', found.userId)
      .where('used_at', 'is', null)
      .returning('token_hash')
      .execute();
    // Of two concurrent uses one finds the row already spent.
    if (!spent.some((row) => row.token_hash.equals(sha256(input.token)))) {
      throw new AppError('not_found', 'This link is no longer valid. Please ask for a new one.');
    }
    await setPassword(tx, found.teamId, found.userId, passwordHash);
    return { userId: found.userId };
  });
}

/** Whose open reset link this is, or null. */
export async function findPasswordReset(
  db: Db,
  token: string,
  now: Date,
): Promise<{ teamId: number; userId: number } | null> {
  const row = await db
    .selectFrom('password_resets')
    .innerJoin('users', (join) =>
      join
        .onRef('users.team_id', '=', 'password_resets.team_id')
        .onRef('users.id', '=', 'password_resets.user_id'),
    )
    .select(['password_resets.team_id', 'password_resets.user_id'])
    .where('token_hash', '=', sha256(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('users.active', '=', true)
    .executeTakeFirst();
  return row ? { teamId: row.team_id, userId: row.user_id } : null;
}
