import type { Db, Tx } from '../../db/connect.js';
import { write } from '../../db/write.js';
import { addressKey } from '../../kernel/address.js';
import { sha256, randomToken } from '../../kernel/crypto.js';
import { AppError, invalid } from '../../kernel/errors.js';
import type { Sealer } from '../../kernel/sealed.js';
import { type Budget, forgetTries, giveBackTry, secondsLeft, spendTry } from './attempts.js';
import { verifyPassword } from './passwords.js';
import { passOf } from './login-pass.js';
import { twoFactorOf, type Whose } from './two-factor.js';
import { ADMIN_ROLE, hashForUser, setPassword } from './users.js';

/** A session ends this long after the login, in milliseconds. */
export const SESSION_MS = 30 * 24 * 3_600_000;
const WINDOW_MS = 15 * 60_000;
/** Failed logins allowed within the window: for one account from one network, for one account, from one network. */
const LIMITS = { pair: 5, address: 50, network: 100 };
/** For one account from one browser that its user has signed in with before. */
const KNOWN_BROWSER_LIMIT = 10;
const HOUR_MS = 3_600_000;
const RESETS_PER_HOUR = { address: 3, network: 30 };

/** Where a try comes from. */
export interface Origin {
  /** What tells callers apart (http/caller.ts); null when nothing does, such as a proxy nobody told us of. */
  network?: string | null | undefined;
}

export interface LoginInput extends Origin {
  email: string;
  password: string;
  /** Names the browser when this user has signed in with it before; such a one is not kept out by others' tries. */
  knownBrowser?: ((userId: number) => string | undefined) | undefined;
  ip: string;
  userAgent?: string | undefined;
}

/** Who signed in; `token` goes into the cookie and is stored nowhere. */
export interface LoggedIn {
  readonly token: string;
  readonly teamId: number;
  readonly userId: number;
}

/**
 * Checks the password and opens a session, or says what is still to be done (second-step.ts). @throws AppError
 * unauthenticated (the same words whether or not the account exists), rate_limited after too many failures.
 */
export async function login(
  db: Db,
  sealer: Sealer,
  input: LoginInput,
  now: Date,
): Promise<LoggedIn | { readonly pass: string }> {
  const user = await authenticate(db, input, now);
  const who = { teamId: user.team_id, userId: user.id };
  const { enabledAt, required } = await twoFactorOf(db, who);
  if (enabledAt !== null || required) return { pass: passOf(sealer, who, user.password_hash, now) };
  const token = await write(db, user.team_id, (tx) => openSession(tx, who, input, now));
  return { token, ...who };
}

/**
 * Sets a new password for somebody who knows the old one, and ends every session but the one that asks (`keep`: its id).
 * @throws AppError invalid when the old one is not right, or the new one too short or guessable; rate_limited
 */
export async function changePassword(
  db: Db,
  { teamId, userId }: Whose,
  input: Confirmed & { readonly newPassword: string; readonly keep: string | undefined },
  now: Date,
): Promise<void> {
  // Refused before the old one is tried: a new one that is no good costs no try.
  const passwordHash = await hashForUser(db, teamId, userId, input.newPassword);
  await confirmPassword(db, input, now, 'current_password');
  await write(db, { teamId, userId }, (tx) => setPassword(tx, teamId, userId, passwordHash, input.keep));
}

/** Who gives a password again, and what their tries are counted by. */
interface Confirmed {
  readonly email: string;
  readonly password: string;
  readonly caller: string;
}

/** Whoever is signed in gives the password again, before what only its owner may change. @throws AppError invalid, rate_limited */
export async function confirmPassword(
  db: Db,
  input: Confirmed,
  now: Date,
  field = 'password',
): Promise<void> {
  // Signed in already: strangers' tries do not count here, its own do.
  const login = { ...input, knownBrowser: () => input.caller, ip: '' };
  await authenticate(db, login, now).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'unauthenticated')
      throw invalid(field, 'is not the right one');
    throw error;
  });
}

async function authenticate(
  db: Db,
  input: LoginInput,
  now: Date,
): Promise<{ id: number; team_id: number; password_hash: string }> {
  const address = addressKey(input.email).slice(0, 320);
  const user = await db
    .selectFrom('users')
    .innerJoin('teams', 'teams.id', 'users.team_id')
    .select(['users.id', 'users.team_id', 'users.password_hash'])
    .where((eb) => eb(eb.fn('address_key', ['users.email']), '=', address))
    .where('users.active', '=', true)
    .where('teams.deactivated', '=', false)
    .executeTakeFirst();
  const browser = user && input.knownBrowser?.(user.id);
  const { own, shared } = loginBudgets(address, input.network ?? null, browser);
  const budgets = [own, ...shared].filter((each) => each !== null);
  const spent = await spendTry(db, budgets, now);
  if (spent.size > 0) {
    const used = budgets.filter(({ kind }) => spent.has(kind));
    throw new AppError(
      'rate_limited',
      'Too many failed attempts. Wait 15 minutes, use a browser you have signed in with before, or ask for a link to set a new password.',
      { retryAfter: await secondsLeft(db, used, now) },
    );
  }
  if (!(await verifyPassword(user?.password_hash, input.password)) || !user?.password_hash) {
    throw new AppError('unauthenticated', 'The e-mail address or the password is not right.');
  }
  if (own) await forgetTries(db, own);
  await giveBackTry(db, shared, now);
  return { id: user.id, team_id: user.team_id, password_hash: user.password_hash };
}

/**
 * What a login counts against. A browser the user knows has a budget of its own and no other (OWASP, "device cookies"):
 * a stranger who knows an address can use up that of strangers only. `own` starts anew after the right password.
 */
function loginBudgets(
  address: string,
  network: string | null,
  browser: string | undefined,
): { own: Budget | null; shared: Budget[] } {
  const budget = (kind: string, key: string, limit: number) => ({ kind, key, limit, windowMs: WINDOW_MS });
  if (browser !== undefined)
    return { own: budget('login browser', `${browser} ${address}`, KNOWN_BROWSER_LIMIT), shared: [] };
  const byAddress = budget('login address', address, LIMITS.address);
  if (network === null) return { own: null, shared: [byAddress] };
  return {
    own: budget('login pair', `${network} ${address}`, LIMITS.pair),
    shared: [byAddress, budget('login network', network, LIMITS.network)],
  };
}

/** @returns the token for the cookie */
export async function openSession(
  tx: Tx,
  { teamId, userId }: Whose,
  input: Pick<LoginInput, 'ip' | 'userAgent'>,
  now: Date,
): Promise<string> {
  const token = randomToken();
  await tx
    .insertInto('sessions')
    .values({
      team_id: teamId,
      token_hash: sha256(token),
      user_id: userId,
      created_at: now,
      expires_at: new Date(now.getTime() + SESSION_MS),
      ip: input.ip,
      user_agent: input.userAgent?.slice(0, 300) ?? null,
    })
    .execute();
  return token;
}

/**
 * The session goes to the demo of its user's team, or back (null). Its token becomes another one: a page of the team before
 * can write nothing any more. @returns the token for the cookie; undefined: the session is over
 */
export async function switchSession(
  db: Db,
  token: string,
  demoTeamId: number | null,
  now: Date,
): Promise<{ token: string; expiresAt: Date } | undefined> {
  const next = randomToken();
  const row = await db
    .updateTable('sessions')
    .set({ token_hash: sha256(next), demo_team_id: demoTeamId })
    .where('token_hash', '=', sha256(token))
    .where('expires_at', '>', now)
    .returning('expires_at')
    .executeTakeFirst();
  return row && { token: next, expiresAt: row.expires_at };
}

/** Whose session it is, wherever it looks; undefined: nobody's any more. */
export async function sessionHome(
  db: Db,
  token: string,
  now: Date,
): Promise<{ teamId: number; teamName: string; admin: boolean } | undefined> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) =>
      join.onRef('u.team_id', '=', 's.team_id').onRef('u.id', '=', 's.user_id'),
    )
    .innerJoin('teams as t', 't.id', 's.team_id')
    .select(['s.team_id', 't.name', 'u.role_id'])
    .where('s.token_hash', '=', sha256(token))
    .where('s.expires_at', '>', now)
    .where('u.active', '=', true)
    .where('t.deactivated', '=', false)
    .executeTakeFirst();
  return row && { teamId: row.team_id, teamName: row.name, admin: row.role_id === ADMIN_ROLE };
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

/** The user's open sessions, the one that asks (its token, or its id; undefined: none of them) first, then the newest. */
export async function listSessions(
  db: Db,
  teamId: number,
  userId: number,
  current: { token: string } | { id: string | undefined },
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
  const own = 'token' in current ? sha256(current.token).toString('hex') : current.id;
  return rows
    .map(({ token_hash, ...row }) => ({
      ...row,
      id: token_hash.toString('hex'),
      current: token_hash.toString('hex') === own,
    }))
    .sort((a, b) => Number(b.current) - Number(a.current));
}

/** When the session behind a cookie token was opened, that is, when its user gave the password. */
export async function findSessionStart(db: Db, token: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('created_at')
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  return row?.created_at;
}

/** Ends one session of the user, or all but one: by its token or its id, undefined: all. */
export async function endSessions(
  tx: Tx,
  teamId: number,
  userId: number,
  which: { id: string } | { othersThan: string } | { butFor: string | undefined },
): Promise<void> {
  const hash =
    'id' in which
      ? Buffer.from(which.id, 'hex')
      : 'othersThan' in which
        ? sha256(which.othersThan)
        : Buffer.from(which.butFor ?? '', 'hex');
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

/** Counts a request for a reset mail. False: more of them than a person needs, send nothing. */
export async function mayRequestReset(
  db: Db,
  address: string,
  { network }: Origin,
  now: Date,
): Promise<boolean> {
  const budget = (kind: string, key: string, limit: number) => ({ kind, key, limit, windowMs: HOUR_MS });
  const budgets = [budget('reset address', address, RESETS_PER_HOUR.address)];
  if (network != null) budgets.push(budget('reset network', network, RESETS_PER_HOUR.network));
  return (await spendTry(db, budgets, now)).size === 0;
}
