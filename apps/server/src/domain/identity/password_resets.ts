import type { Db } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { randomToken, sha256 } from '../../kernel/crypto.js';
import { AppError } from '../../kernel/errors.js';
import { hashPassword } from './passwords.js';
import { mayRequestReset } from './sessions.js';
import { setPassword } from './users.js';

const RESET_MS = 3_600_000;

/** Mail from the server itself (not from a rep): an address, a subject, plain text. */
export type SendSystemMail = (mail: { to: string; subject: string; text: string }) => Promise<void>;

/**
 * Mails a link that sets a new password, good for one hour and once. Says nothing about whether the address is known;
 * do not let the caller wait for it, or the time it takes would.
 */
export async function requestPasswordReset(
  db: Db,
  input: { email: string; ip: string; publicUrl: string },
  sendSystemMail: SendSystemMail,
  now: Date,
): Promise<void> {
  const address = input.email.trim().toLowerCase().slice(0, 320);
  if (!(await mayRequestReset(db, address, input.ip, now))) return;
  const user = await db
    .selectFrom('users')
    .select(['id', 'team_id', 'email', 'first_name'])
    .where((eb) => eb(eb.fn('lower', ['email']), '=', address))
    .where('active', '=', true)
    .executeTakeFirst();
  if (!user) return;
  const token = randomToken();
  await write(db, user.team_id, (tx) =>
    tx
      .insertInto('password_resets')
      .values({
        team_id: user.team_id,
        token_hash: sha256(token),
        user_id: user.id,
        created_at: now,
        expires_at: new Date(now.getTime() + RESET_MS),
      })
      .execute(),
  );
  await sendSystemMail({
    to: user.email,
    subject: 'Set a new password for Cadenza',
    text: [
      `Hello${user.first_name ? ` ${user.first_name}` : ''},`,
      '',
      'somebody, probably you, asked for a new password for your Cadenza account. To set one, open this link within an hour:',
      '',
      `${input.publicUrl}/reset-password?token=${token}`,
      '',
      'If it was not you, ignore this message: nothing has changed.',
    ].join('\n'),
  });
}

/**
 * Sets the password behind a reset link and ends all sessions of the user. The link, and any other open link of the
 * user, is used up. @throws AppError invalid (password), not_found (link unknown, used or older than an hour).
 */
export async function resetPassword(
  db: Db,
  input: { token: string; password: string },
  now: Date,
): Promise<void> {
  const found = await findPasswordReset(db, input.token, now);
  if (!found) throw new AppError('not_found', 'This link is no longer valid. Please ask for a new one.');
  await hashPassword(input.password); // refuses a bad password before the link is spent
  await write(db, found.teamId, async (tx) => {
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
    await setPassword(tx, found.teamId, found.userId, input.password, now);
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
