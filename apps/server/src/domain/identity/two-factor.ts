import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Tx } from '../../db/connect.js';
import { sha256 } from '../../kernel/crypto.js';
import { teamNow } from '../../kernel/clock.js';
import { AppError, invalid } from '../../kernel/errors.js';
import { SealError, type Sealer } from '../../kernel/sealed.js';
import { userChanged } from '../team/user-rows.js';
import { type Budget, giveBackTry, secondsLeft, spendTry } from './attempts.js';
import { base32, otpauthUri, SECRET_BYTES, stepOf } from './totp.js';

/** A set-up that was begun is finished within this. */
const SET_UP_MS = 15 * 60_000;
const RECOVERY_CODES = 10;
/** Bytes of a recovery code: too many to be guessed, so that a plain hash is enough. */
const RECOVERY_BYTES = 10;
const MINUTES_15 = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** Codes that may be tried for one user: a million are there, and three of them open at any moment. */
const TRIES = { soon: 5, day: 50 };

/** A user of a team. */
export interface Whose {
  readonly teamId: number;
  readonly userId: number;
}

const aboutSecret = ({ teamId, userId }: Whose) => `two-factor secret of ${teamId} ${userId}`;
const aboutSetUp = ({ teamId, userId }: Whose) => `two-factor set-up of ${teamId} ${userId}`;

/** How it stands with the second step of a user's login. */
export interface TwoFactorState {
  readonly enabledAt: Date | null;
  readonly recoveryCodesLeft: number;
  /** The team wants everybody to have it. */
  readonly required: boolean;
}

export async function twoFactorOf(db: Db, { teamId, userId }: Whose): Promise<TwoFactorState> {
  const { rows } = await sql<{ enabled_at: Date | null; left: number; required: boolean }>`
    SELECT f.enabled_at, coalesce(cardinality(f.recovery_hashes), 0) AS left, t.two_factor_required AS required
    FROM teams t LEFT JOIN two_factors f ON f.team_id = t.id AND f.user_id = ${userId} WHERE t.id = ${teamId}`.execute(
    db,
  );
  const [row] = rows;
  return {
    enabledAt: row?.enabled_at ?? null,
    recoveryCodesLeft: row?.left ?? 0,
    required: row?.required === true,
  };
}

/** A secret nobody has yet, as an app takes it; `setUp` carries it, sealed, to the one who proves to have it in an app. */
export function beginTwoFactor(
  sealer: Sealer,
  who: Whose,
  account: string,
  now: Date,
): { secret: string; uri: string; setUp: string; endsAt: Date } {
  const secret = randomBytes(SECRET_BYTES);
  const endsAt = new Date(now.getTime() + SET_UP_MS);
  const held = JSON.stringify({ secret: secret.toString('hex'), ends: endsAt.getTime() });
  return {
    secret: base32(secret),
    uri: otpauthUri(secret, account),
    setUp: sealer.seal(held, aboutSetUp(who)).toString('base64url'),
    endsAt,
  };
}

/** What was begun, as long as it may be finished: its secret. */
export function openSetUp(sealer: Sealer, who: Whose, setUp: string, now: Date): Buffer | undefined {
  try {
    const text = sealer.open(Buffer.from(setUp, 'base64url'), aboutSetUp(who));
    const { secret, ends } = JSON.parse(text) as { secret: string; ends: number };
    return ends > now.getTime() ? Buffer.from(secret, 'hex') : undefined;
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** What a set-up shows again after a code that was not right. */
export const shownSetUp = (secret: Buffer, account: string): { secret: string; uri: string } => ({
  secret: base32(secret),
  uri: otpauthUri(secret, account),
});

/**
 * Turns it on, or another secret on in its place, for who shows a code of it. @returns the recovery codes, which are told once
 * @throws AppError invalid when the set-up is over or the code is not right
 */
export async function enableTwoFactor(
  tx: Tx,
  sealer: Sealer,
  who: Whose,
  given: {
    readonly setUp: string;
    readonly code: string;
    /** Nothing may take its place: who signs in for the first time replaces no secret of somebody who was faster. */
    readonly first: boolean;
  },
  now: Date,
): Promise<string[]> {
  const secret = openSetUp(sealer, who, given.setUp, now);
  if (!secret) throw invalid('setup', 'is over: begin anew');
  const step = stepOf(secret, digitsOf(given.code), now);
  if (step === undefined) throw wrongCode();
  await requireUnfinished(tx, sealer, who, secret);
  const codes = newCodes();
  const sealed = sealer.seal(secret.toString('hex'), aboutSecret(who));
  const { numAffectedRows } = await sql`
    INSERT INTO two_factors (team_id, user_id, enabled_at, secret, last_step, recovery_hashes)
    VALUES (${who.teamId}, ${who.userId}, ${now}, ${sealed}, ${step}, ${codes.map(hashOf)}::text[])
    ON CONFLICT (team_id, user_id) DO UPDATE SET enabled_at = excluded.enabled_at, secret = excluded.secret,
      last_step = excluded.last_step, recovery_hashes = excluded.recovery_hashes WHERE NOT ${given.first}`.execute(
    tx,
  );
  if (!numAffectedRows) throw invalid('setup', 'is over: it was set up meanwhile');
  await userChanged({ tx, teamId: who.teamId, now: await presentOf(tx, who.teamId, now) }, who.userId);
  return codes;
}

/** Whoever changes how a user signs in waits for the others who do. */
async function lockUser(tx: Tx, { teamId, userId }: Whose): Promise<void> {
  await sql`SELECT id FROM users WHERE team_id = ${teamId} AND id = ${userId} FOR NO KEY UPDATE`.execute(tx);
}

/** The present of the team: codes go by the wall clock, what is told by the team's. */
export async function presentOf(tx: Tx, teamId: number, wall: Date): Promise<Date> {
  const team = await tx
    .selectFrom('teams')
    .select('clock_offset_ms')
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow();
  return teamNow(wall, team.clock_offset_ms);
}

/**
 * A set-up is finished once: the codes that a second time would put in their place are told to somebody who has noted the first
 * ones. Whoever finishes one waits for the others of this user. @throws AppError invalid
 */
async function requireUnfinished(tx: Tx, sealer: Sealer, who: Whose, secret: Buffer): Promise<void> {
  const { teamId, userId } = who;
  await lockUser(tx, who);
  const before = await tx
    .selectFrom('two_factors')
    .select('secret')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (before && openedOrNone(sealer, who, before.secret)?.equals(secret))
    throw invalid('setup', 'is over: it is on already');
}

/** Other recovery codes; those before open nothing any more. @throws AppError invalid when it is off */
export async function renewRecoveryCodes(tx: Tx, { teamId, userId }: Whose): Promise<string[]> {
  const codes = newCodes();
  const { numAffectedRows } = await sql`
    UPDATE two_factors SET recovery_hashes = ${codes.map(hashOf)}::text[]
    WHERE team_id = ${teamId} AND user_id = ${userId}`.execute(tx);
  if (!numAffectedRows) throw invalid('code', 'is of no use: two-factor sign-in is off');
  return codes;
}

/** Turns it off; off already is no error. */
export async function disableTwoFactor(
  { tx, now }: { readonly tx: Tx; readonly now: Date },
  who: Whose,
): Promise<void> {
  const { teamId, userId } = who;
  await lockUser(tx, who);
  const { numDeletedRows } = await tx
    .deleteFrom('two_factors')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  // The record of the user says whether it is on.
  if (numDeletedRows > 0n) await userChanged({ tx, teamId, now }, userId);
}

/**
 * One try at a code, counted before it is looked at, so that many at once count each other. `browser`: one that the user knows
 * has a count of its own, which nobody else uses up. A code that was right costs none. @throws AppError rate_limited
 */
export async function tryCode<T>(
  db: Db,
  { teamId, userId }: Whose,
  { now, browser }: { readonly now: Date; readonly browser?: string | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const key = `${teamId} ${userId}${browser === undefined ? '' : ` ${browser}`}`;
  const budgets = [
    { kind: 'code soon', key, limit: TRIES.soon, windowMs: MINUTES_15 },
    { kind: 'code day', key, limit: TRIES.day, windowMs: DAY_MS },
  ];
  await requireTries(db, budgets, now);
  const done = await work();
  await giveBackTry(db, budgets, now);
  return done;
}

async function requireTries(db: Db, budgets: readonly Budget[], now: Date): Promise<void> {
  const spent = await spendTry(db, budgets, now);
  if (spent.size === 0) return;
  const retryAfter = await secondsLeft(
    db,
    budgets.filter(({ kind }) => spent.has(kind)),
    now,
  );
  throw new AppError('rate_limited', 'Too many codes that were not right. Wait a while, then try again.', {
    retryAfter,
  });
}

/**
 * Uses up a code of the app, or a recovery code: of two that come at once one finds it used. @throws AppError invalid when it
 * is neither, or was used already
 */
export async function useCode(tx: Tx, sealer: Sealer, who: Whose, given: string, now: Date): Promise<void> {
  const { teamId, userId } = who;
  const row = await tx
    .selectFrom('two_factors')
    .select('secret')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw wrongCode();
  const secret = openedOrNone(sealer, who, row.secret);
  const step = secret && stepOf(secret, digitsOf(given), now);
  const used =
    step === undefined
      ? await sql`UPDATE two_factors SET recovery_hashes = array_remove(recovery_hashes, ${hashOf(given)})
          WHERE team_id = ${teamId} AND user_id = ${userId} AND ${hashOf(given)} = ANY (recovery_hashes)`.execute(
          tx,
        )
      : await sql`UPDATE two_factors SET last_step = ${step}
          WHERE team_id = ${teamId} AND user_id = ${userId} AND last_step < ${step}`.execute(tx);
  if (!used.numAffectedRows) throw wrongCode();
}

/** Seals every secret under the newest key. */
export async function resealTwoFactors(tx: Tx, sealer: Sealer): Promise<{ resealed: number; total: number }> {
  const rows = await tx
    .selectFrom('two_factors')
    .select(['team_id', 'user_id', 'secret'])
    .orderBy('team_id')
    .orderBy('id')
    .forUpdate()
    .execute();
  let resealed = 0;
  for (const { team_id: teamId, user_id: userId, secret: sealed } of rows) {
    const who = { teamId, userId };
    const secret = sealer.isStale(sealed) ? openedOrNone(sealer, who, sealed) : undefined;
    if (!secret) continue;
    await tx
      .updateTable('two_factors')
      .set({ secret: sealer.seal(secret.toString('hex'), aboutSecret(who)) })
      .where('team_id', '=', teamId)
      .where('user_id', '=', userId)
      .execute();
    resealed += 1;
  }
  return { resealed, total: rows.length };
}

/** A secret whose SECRET_KEY is gone opens nothing: recovery codes still do. */
function openedOrNone(sealer: Sealer, who: Whose, sealed: Buffer): Buffer | undefined {
  try {
    return Buffer.from(sealer.open(sealed, aboutSecret(who)), 'hex');
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

const wrongCode = () => invalid('code', 'is not right, or was used already');

/** As people type it: apps show a blank in the middle. Nothing else than six digits is a code of an app. */
const digitsOf = (code: string): string => code.slice(0, 100).replaceAll(/\s/g, '');

/** Four and four signs of a code, which is written down. */
const newCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    base32(randomBytes(RECOVERY_BYTES))
      .toLowerCase()
      .replaceAll(/(.{4})(?=.)/g, '$1-'),
  );

/** Case, blanks and hyphens do not matter. */
const hashOf = (code: string): string =>
  sha256(
    `recovery code ${code
      .slice(0, 100)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')}`,
  ).toString('hex');
