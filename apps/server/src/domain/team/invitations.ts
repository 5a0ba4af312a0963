import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { changesCallers } from '../../db/callers.js';
import type { Db } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import { ADMIN_ROLE, createUser } from '../identity/index.js';
import { requireAdmin } from '../records.js';
import { users } from './users.js';

/** Invited users that one answer lists. */
const MOST = 1000;
const DEED = 'invite users';

/** Somebody who has no password yet. */
export interface InvitedUser {
  readonly id: number;
  readonly email: string;
  readonly name: string | null;
  readonly role_id: string;
  readonly created_at: Date;
  /** Until when the last link works; null: none does. */
  readonly link_expires_at: Date | null;
}

/** Users who were invited and have not come, newest first. `now`: wall clock, by which links end. @throws AppError forbidden */
export async function listInvitations(db: Db, principal: Principal, now: Date): Promise<InvitedUser[]> {
  requireAdmin(principal, 'see invitations');
  const { rows } = await sql<InvitedUser>`
    SELECT u.id, u.email, u.name, u.role_id, u.created_at, (SELECT max(r.expires_at) FROM password_resets r
      WHERE r.team_id = u.team_id AND r.user_id = u.id AND r.used_at IS NULL AND r.expires_at > ${now}) AS link_expires_at
    FROM users u WHERE u.team_id = ${principal.teamId} AND u.active AND u.password_hash IS NULL
    ORDER BY u.id DESC LIMIT ${MOST}`.execute(db);
  return rows;
}

/**
 * Makes a user who has no password yet. Somebody of the team who was invited before and has not come is the same user
 * again, with what is said of them now: so an invitation may be repeated, also after it was taken back.
 * @returns the user's id @throws AppError forbidden, invalid
 */
export async function inviteUser(
  command: Command,
  body: Body<Contract['operations']['invite']>,
): Promise<number> {
  const { tx, principal, now } = command;
  requireAdmin(principal, DEED);
  const { teamId, userId, timeZone } = principal;
  const before = await tx
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', teamId)
    .where((is) => is(is.fn('address_key', ['email']), '=', addressKey(body.email)))
    .where('password_hash', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const { email: _, ...said } = body;
  const role = body.role_id ?? 'User';
  if (before) {
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value != null));
    await users.update(command, before.id, { ...given, active: true });
    return before.id;
  }
  const made = await createUser(
    tx,
    teamId,
    {
      email: body.email,
      firstName: body.first_name ?? null,
      lastName: body.last_name ?? null,
      role: role === ADMIN_ROLE ? 'admin' : 'user',
      timeZone: body.time_zone ?? timeZone,
      invitedBy: userId,
    },
    now,
  );
  const place = {
    ...(role === ADMIN_ROLE || role === 'User' ? {} : { role_id: role }),
    group_id: body.group_id,
  };
  if (Object.values(place).some((each) => each != null)) await users.update(command, made.id, place);
  return made.id;
}

/** @throws AppError forbidden, not_found unless somebody was invited and has not come */
export async function requireInvited(db: Db, principal: Principal, id: number): Promise<void> {
  requireAdmin(principal, DEED);
  const found = await db
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('active', '=', true)
    .where('password_hash', 'is', null)
    .executeTakeFirst();
  if (!found) throw notFound();
}

/** Takes an invitation back: the user is inactive, and links end with that. @throws AppError forbidden, not_found, invalid */
export async function revokeInvitation(command: Command, id: number): Promise<void> {
  await requireInvited(command.tx, command.principal, id);
  changesCallers(command.tx);
  await users.update(command, id, { active: false });
}
