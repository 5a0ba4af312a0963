import type { Db, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { sha256, randomToken } from '../../kernel/crypto.js';
import { AppError } from '../../kernel/errors.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { setPassword } from './users.js';

/** A session ends this long after the login, in milliseconds. */
export const SESSION_MS = 30 * 24 * 3_600_000;
const WINDOW_MS = 15 * 60_000;
/** Failed logins allowed within the window: for one account from one IP, for one account, from one IP. */
const LIMITS = { pair: 5, address: 50, ip: 100 };
const RESETS_PER_HOUR = { address: 3, ip: 30 };

export interface LoginInput {
  email: string;
  password: string;
  ip: string;
  userAgent?: string | undefined;
}

/**
 * Checks the password and opens a session; `token` goes into the cookie and is stored nowhere. @throws AppError
 * unauthenticated (the same words whether or not the account exists), rate_limited after too many failures.
 */
export async function login(
  db: Db,
  input: LoginInput,
  now: Date,
): Promise<{ token: string; teamId: number; userId: number }> {
  const user = await authenticate(db, input, now);
  const token = await write(db, user.team_id, (tx) => openSession(tx, user, input, now));
  return { token, teamId: user.team_id, userId: user.id };
}

/**
 * Sets a new password for somebody who knows the old one, and ends every session; `token` is that of a new one for
 * this browser. @throws AppError as login does, and invalid when the new password is too short or too long.
 */
export async function changePassword(
  db: Db,
  input: LoginInput & { newPassword: string },
  now: Date,
): Promise<{ token: string }> {
  await hashPassword(input.newPassword); // refused before the old one is tried
  const user = await authenticate(db, input, now);
  return write(db, user.team_id, async (tx) => {
    await setPassword(tx, user.team_id, user.id, input.newPassword, now);
    return { token: await openSession(tx, user, input, now) };
  });
}

async function authenticate(db: Db, input: LoginInput, now: Date): Promise<{ id: number; team_id: number }> {
  const address = input.email.trim().toLowerCase().slice(0, 320);
  // The try is recorded, and committed, before the password is looked at: parallel guesses count each other.
  await db.insertInto('login_attempts').values({ at: now, kind: 'login', address, ip: input.ip }).execute();
  const since = new Date(now.getTime() - WINDOW_MS);
  const tries = await countAttempts(db, 'login', address, input.ip, since);
  if (tries.pair > LIMITS.pair || tries.address > LIMITS.address || tries.ip > LIMITS.ip) {
    throw new AppError('rate_limited', 'Too many failed attempts. Please wait 15 minutes and try again.');
  }
  const user = await db
    .selectFrom('users')
    .innerJoin('teams', 'teams.id', 'users.team_id')
    .select(['users.id', 'users.team_id', 'users.password_hash'])
    .where((eb) => eb(eb.fn('lower', ['users.email']), '=', address))
    .where('users.active', '=', true)
    .where('teams.deactivated', '=', false)
    .executeTakeFirst();
  if (!(await verifyPassword(user?.password_hash, input.password)) || !user) {
    throw new AppError('unauthenticated', 'The e-mail address or the password is not right.');
  }
  await db
    .deleteFrom('login_attempts')
    .where('kind', '=', 'login')
    .where('address', '=', address)
    .where('ip', '=', input.ip)
    .execute();
  return { id: user.id, team_id: user.team_id };
}

async function openSession(
  tx: Tx,
  user: { id: number; team_id: number },
  input: Pick<LoginInput, 'ip' | 'userAgent'>,
  now: Date,
): Promise<string> {
  const token = randomToken();
  await tx
    .insertInto('sessions')
    .values({
      team_id: user.team_id,
      token_hash: sha256(token),
      user_id: user.id,
      created_at: now,
      expires_at: new Date(now.getTime() + SESSION_MS),
      ip: input.ip,
      user_agent: input.userAgent?.slice(0, 300) ?? null,
    })
    .execute();
  return token;
}

/** A browser somebody is signed in with. */
export interface SessionRow {
  /** The hash of its token in hex: names the session, opens nothing. */
  id: string;
  created_at: Date;
  ip: string | null;
  user_agent: string | null;
  current: boolean;
}

/** The user's open sessions, the one behind `token` first, then the newest. */
export async function listSessions(
  db: Db,
  teamId: number,
  userId: number,
  token: string,
  now: Date,
): Promise<SessionRow[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['token_hash', 'created_at', 'ip', 'user_agent'])
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  const own = sha256(token);
  return rows
    .map(({ token_hash, ...row }) => ({
      ...row,
      id: token_hash.toString('hex'),
      current: token_hash.equals(own),
    }))
    .sort((a, b) => Number(b.current) - Number(a.current));
}

/** Ends one session of the user, or with 'others' all but the one behind `token`. */
export async function endSessions(
  tx: Tx,
  teamId: number,
  userId: number,
  which: { id: string } | { othersThan: string },
): Promise<void> {
  const hash = 'id' in which ? Buffer.from(which.id, 'hex') : sha256(which.othersThan);
  await tx
    .deleteFrom('sessions')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('token_hash', 'id' in which ? '=' : '<>', hash)
    .execute();
}

/** Ends the session behind a cookie token; an unknown token is no error. */
export async function logout(db: Db, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', sha256(token)).execute();
}

/** Records a request for a reset mail. False: more of them than a person needs, send nothing. */
export async function mayRequestReset(db: Db, address: string, ip: string, now: Date): Promise<boolean> {
  await db.insertInto('login_attempts').values({ at: now, kind: 'reset', address, ip }).execute();
  const tries = await countAttempts(db, 'reset', address, ip, new Date(now.getTime() - 3_600_000));
  return tries.address <= RESETS_PER_HOUR.address && tries.ip <= RESETS_PER_HOUR.ip;
}

async function countAttempts(db: Db, kind: 'login' | 'reset', address: string, ip: string, since: Date) {
  const row = await db
    .selectFrom('login_attempts')
    .select((eb) => [
      eb.fn
        .countAll<number>()
        .filterWhere((and) => and.and([and('address', '=', address), and('ip', '=', ip)]))
        .as('pair'),
      eb.fn.countAll<number>().filterWhere('address', '=', address).as('address'),
      eb.fn.countAll<number>().filterWhere('ip', '=', ip).as('ip'),
    ])
    .where('kind', '=', kind)
    .where('at', '>', since)
    .where((eb) => eb.or([eb('address', '=', address), eb('ip', '=', ip)]))
    .executeTakeFirstOrThrow();
  return row;
}
