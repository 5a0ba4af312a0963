import { randomUUID } from 'node:crypto';
import { shortLine } from '@cadenza/contract';
import * as z from 'zod';
import type { Db, Tx } from '../../db/connect.js';
import { violates } from '../../db/pg-errors.js';
import { append } from '../../events/outbox.js';
import { sendableAddress } from '../../kernel/address.js';
import { invalid, taken } from '../../kernel/errors.js';
import { insertUser, setPasswordHash } from '../team/user-rows.js';
import { requireZone } from '../zones.js';
import { hashPassword } from './passwords.js';
import { endAllSessions } from './session-rows.js';

/** Built-in roles as role_id carries them; anything else is a custom role's uuid. */
export const ADMIN_ROLE = 'Admin';
const USER_ROLE = 'User';

export interface NewUser {
  email: string;
  /** Of a password (`hashForNew`). Without one the user comes in through "forgot password". */
  passwordHash?: string;
  firstName?: string | null;
  lastName?: string | null;
  role?: 'admin' | 'user';
  phone?: string | null;
  /** IANA name. */
  timeZone?: string;
  /** The admin who did it; without one it was the operator. */
  invitedBy?: number;
}

/** Whether a user of the team is an admin. */
export async function isAdmin(db: Db, teamId: number, userId: number): Promise<boolean> {
  const user = await db
    .selectFrom('users')
    .select('role_id')
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .executeTakeFirst();
  return user?.role_id === ADMIN_ROLE;
}

const nameOf = (given: string | null | undefined) => (given == null ? null : shortLine(given, 255));

/**
 * What a password of somebody who is to be made is kept as; `team`: what their team is called. Before the transaction: to judge
 * a password may take a busy machine longer than a transaction may rest (db/connect.ts). @throws AppError invalid when it is no good
 */
export const hashForNew = (
  password: string,
  { email, firstName, lastName }: Pick<NewUser, 'email' | 'firstName' | 'lastName'>,
  team: string | null,
): Promise<string> =>
  hashPassword(password, [email.trim(), firstName ?? null, lastName ?? null, team, 'Cadenza']);

/** The same of somebody who is there. @throws AppError invalid when it is too short or guessable */
export const hashForUser = async (
  db: Db,
  teamId: number,
  userId: number,
  password: string,
): Promise<string> => hashPassword(password, await wordsAbout(db, teamId, userId));

/** Creates a user. @throws AppError invalid when the address is malformed or taken, or the zone is none. */
export async function createUser(
  tx: Tx,
  teamId: number,
  input: NewUser,
  now: Date,
): Promise<{ id: number; guid: string; email: string }> {
  const email = input.email.trim();
  if (!z.email().safeParse(email).success || sendableAddress(email) === undefined)
    throw invalid('email', 'is not an e-mail address');
  if (input.timeZone !== undefined) await requireZone(tx, 'time_zone', input.timeZone);
  try {
    const user = await insertUser(tx, {
      team_id: teamId,
      guid: randomUUID(),
      created_at: now,
      updated_at: now,
      email,
      first_name: nameOf(input.firstName),
      last_name: nameOf(input.lastName),
      role_id: input.role === 'admin' ? ADMIN_ROLE : USER_ROLE,
      time_zone: input.timeZone ?? 'UTC',
      phone: input.phone ?? null,
      password_hash: input.passwordHash ?? null,
    });
    await append({ tx, teamId, now, userId: input.invitedBy ?? null }, 'user_created', user.id);
    return user;
  } catch (error) {
    if (violates(error, 'users_email_key') || violates(error, 'users_address_key')) throw taken('email');
    throw error;
  }
}

/** Sets a password (`hashForUser`) and ends every session of the user, but for one where `keep` is its id. */
export async function setPassword(
  tx: Tx,
  teamId: number,
  userId: number,
  passwordHash: string,
  keep?: string,
): Promise<void> {
  await setPasswordHash(tx, teamId, userId, passwordHash);
  await endAllSessions(tx, teamId, userId, keep);
}

/** What a stranger would try first as this user's password. */
async function wordsAbout(db: Db, teamId: number, userId: number): Promise<(string | null)[]> {
  const user = await db
    .selectFrom('users')
    .select(['email', 'first_name', 'last_name'])
    .where('team_id', '=', teamId)
    .where('id', '=', userId)
    .executeTakeFirst();
  return [...Object.values(user ?? {}), await teamName(db, teamId), 'Cadenza'];
}

export async function teamName(db: Db, teamId: number): Promise<string | null> {
  const team = await db.selectFrom('teams').select('name').where('id', '=', teamId).executeTakeFirst();
  return team?.name ?? null;
}
