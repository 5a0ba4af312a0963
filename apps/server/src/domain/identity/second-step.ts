import type { Db } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { AppError } from '../../kernel/errors.js';
import type { Sealer } from '../../kernel/sealed.js';
import { markOf, readPass } from './login-pass.js';
import { type LoggedIn, type LoginInput, openSession } from './sessions.js';
import { enableTwoFactor, tryCode, twoFactorOf, useCode, type Whose } from './two-factor.js';

/** What somebody who gave the right password does next: shows a code, or sets two-factor sign-in up because the team wants it. */
export interface SecondStep extends Whose {
  readonly next: 'code' | 'set_up';
  readonly email: string;
}

/** undefined: the password was given too long ago, or is another one by now. */
export async function secondStepOf(
  db: Db,
  sealer: Sealer,
  pass: string,
  now: Date,
): Promise<SecondStep | undefined> {
  const read = readPass(sealer, pass, now);
  if (!read) return undefined;
  const { teamId, userId } = read;
  const user = await db
    .selectFrom('users')
    .innerJoin('teams', 'teams.id', 'users.team_id')
    .select(['users.email', 'users.password_hash'])
    .where('users.team_id', '=', teamId)
    .where('users.id', '=', userId)
    .where('users.active', '=', true)
    .where('teams.deactivated', '=', false)
    .executeTakeFirst();
  if (!user?.password_hash || markOf(user.password_hash) !== read.mark) return undefined;
  const { enabledAt, required } = await twoFactorOf(db, { teamId, userId });
  if (enabledAt === null && !required) return undefined;
  return { teamId, userId, email: user.email, next: enabledAt === null ? 'set_up' : 'code' };
}

type CodeInput = Pick<LoginInput, 'knownBrowser' | 'ip' | 'userAgent'> & {
  readonly code: string;
  /** What was begun, where two-factor sign-in is set up. */
  readonly setUp?: string | undefined;
};

/**
 * The second step of a login: uses a code up, or sets two-factor sign-in up with one, and opens a session. `recoveryCodes`: those
 * of a set-up, told once. @throws AppError unauthenticated (over), invalid (code, setup), rate_limited
 */
export async function finishLogin(
  db: Db,
  sealer: Sealer,
  pass: string,
  input: CodeInput,
  now: Date,
): Promise<LoggedIn & { readonly recoveryCodes?: string[] }> {
  const step = await secondStepOf(db, sealer, pass, now);
  if (!step) throw new AppError('unauthenticated', 'That took too long. Please sign in again.');
  const { teamId, userId, next } = step;
  return tryCode(db, step, { now, browser: input.knownBrowser?.(userId) }, () =>
    write(db, { teamId, userId }, async (tx) => {
      const recoveryCodes =
        next === 'code'
          ? await useCode(tx, sealer, step, input.code, now)
          : await enableTwoFactor(
              tx,
              sealer,
              step,
              { setUp: input.setUp ?? '', code: input.code, first: true },
              now,
            );
      const token = await openSession(tx, step, input, now);
      return { token, teamId, userId, ...(recoveryCodes ? { recoveryCodes } : {}) };
    }),
  );
}
