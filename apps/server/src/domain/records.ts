import type { DeletionType } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Db } from '../db/connect.js';
import type { Schema } from '../db/schema.js';
import type { View } from '../db/view.js';
import { appendDeleted } from '../events/outbox.js';
import { AppError, forbidden, invalid, notFound } from '../kernel/errors.js';
import { isGuid } from '../kernel/guid.js';
import type { Principal } from '../kernel/principal.js';
import type { Command } from './command.js';

/** Tables whose rows are deleted softly. */
export type SoftTable = {
  [T in keyof Schema]: Schema[T] extends { team_id: unknown; id: unknown; deleted_at: unknown } ? T : never;
}[keyof Schema];

/**
 * Marks the team's record deleted. Deletions can be repeated (docs/wire.md section 4): false when it already
 * was. `told`: the event of it and the view of its body. @throws AppError not_found when the team never had it
 */
export async function softDelete(
  command: Command,
  table: SoftTable,
  id: number,
  told?: { type: DeletionType; view: View },
): Promise<boolean> {
  const { tx, principal, now } = command;
  const { rows } = await sql<{
    alive: boolean;
  }>`SELECT deleted_at IS NULL AS alive FROM ${sql.table(table)} WHERE team_id = ${principal.teamId} AND id = ${id} FOR UPDATE`.execute(
    tx,
  );
  if (!rows[0]) throw notFound();
  if (!rows[0].alive) return false;
  if (told) await appendDeleted(command, told.type, told.view, id);
  await sql`UPDATE ${sql.table(table)} SET deleted_at = ${now}, updated_at = ${now} WHERE team_id = ${principal.teamId} AND id = ${id}`.execute(
    tx,
  );
  return true;
}

/**
 * The active user a body names by id, by guid, or by both when they agree; undefined when it names none.
 * `guidField` is the body's name for the guid. @throws AppError invalid
 */
export async function namedUser(
  { tx, principal }: Command,
  named: { user_id?: number | null | undefined; guid?: string | null | undefined },
  guidField = 'user_guid',
): Promise<number | undefined> {
  const { user_id: id, guid } = named;
  if (id == null && guid == null) return undefined;
  if (guid != null && !isGuid(guid)) throw invalid(guidField, 'could not be found');
  const user = await findUser(tx, principal, { id, guid });
  if (!user?.active) throw invalid(id == null ? guidField : 'user_id', 'could not be found');
  return user.id;
}

/** The team's user, active or not, of an id, a guid, or both when they agree; undefined where there is none. */
export async function findUser(
  db: Db,
  { teamId }: Pick<Principal, 'teamId'>,
  { id, guid }: { id?: number | null | undefined; guid?: string | null | undefined },
): Promise<{ id: number; active: boolean } | undefined> {
  if (guid != null && !isGuid(guid)) return undefined;
  let query = db.selectFrom('users').select(['id', 'active']).where('team_id', '=', teamId);
  if (id != null) query = query.where('id', '=', id);
  if (guid != null) query = query.where('guid', '=', guid);
  return query.executeTakeFirst();
}

/** @throws AppError forbidden unless the caller is a team admin: `Only team admins may ...`. */
export function requireAdmin(principal: Pick<Principal, 'admin'>, deed: string): void {
  if (!principal.admin) throw forbidden(`Only team admins may ${deed}`);
}

/** @throws AppError forbidden, with `rule`, unless the caller is one of the users or a team admin (decision 27) */
export function requireOneOf(
  { admin, userId }: Pick<Principal, 'admin' | 'userId'>,
  users: readonly (number | null)[],
  rule: string,
): void {
  if (!admin && !users.includes(userId)) throw forbidden(rule);
}

/** Who may write a row that has an owner: the owner, and admins unless it is the owner's alone; `rule` is what others are told. */
export interface Owned {
  readonly rule: string;
  readonly ownerAlone?: true;
}

/**
 * Locks a row and requires that the caller may write it. True when it is deleted already, which only a repeated deletion
 * (`evenDeleted`) may find. @throws AppError not_found, or forbidden, with the rule, for what is shared with the caller
 */
export async function requireOwned(
  { tx, principal }: Command,
  table: 'email_templates' | 'saved_list_views' | 'snippets',
  id: number,
  { rule, ownerAlone }: Owned,
  evenDeleted = false,
): Promise<boolean> {
  const row = await tx
    .selectFrom(table)
    .select(['owner_id', 'shared', 'deleted_at'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || (row.deleted_at !== null && !evenDeleted)) throw notFound();
  if (row.owner_id !== principal.userId && !(principal.admin && !ownerAlone))
    throw row.shared ? forbidden(rule) : notFound();
  return row.deleted_at !== null;
}

/** A column that must say something in a patch: absent stays. @throws AppError invalid for null and blank */
export function nonBlank(field: string, value: string | null | undefined): string | undefined {
  if (value === null || value?.trim() === '') throw invalid(field, 'is required');
  return value;
}

/** Runs a statement; the thrown form of a unique violation is the 422 of its field. */
export async function mapUniqueViolation<T>(
  work: Promise<T>,
  taken: (error: unknown) => boolean,
  field: string,
  message = 'has already been taken',
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError || !taken(error)) throw error;
    throw invalid(field, message);
  }
}
