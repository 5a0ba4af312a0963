import { HANDED_OVER, type HandedOver } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../db/connect.js';
import type { Principal } from '../kernel/principal.js';
import { invalid, notFound } from '../kernel/errors.js';
import type { Command } from './command.js';
import { requireAdmin } from './records.js';

export type Detail = Readonly<Record<string, string | number | boolean | null>>;

/** What a part of a long command needs to know of what was asked, and by whom. */
export interface Part {
  readonly tx: Tx;
  readonly principal: Pick<Command['principal'], 'teamId' | 'userId'>;
  readonly now: Date;
  readonly subjectId: number;
  readonly detail: Detail;
  /** When the command was given. */
  readonly since: Date;
}

/** A command over many rows, as work on a few of them at a time. */
export interface LongWork {
  /** Rows of a part: a fraction of a second, in which others wait for these rows. */
  readonly atOnce: number;
  /** A query of the `id`s it is about. Rows behind the place of the work that come to it later are worked on, too. */
  readonly rows: (part: Part) => RawBuilder<unknown>;
  /** Does its work on those that still are what `rows` says. */
  readonly change: (part: Part, ids: readonly number[]) => Promise<void>;
}

/** The last row that was done and how many; `last` is undefined when nothing is left. */
export interface PartDone {
  readonly last: number | undefined;
  readonly done: number;
}

/** A hand-over is a command for each kind of what is handed over. */
export type HandOverKind = `hand_over_${HandedOver}`;

export type LongCommandKind =
  | 'account_name'
  | 'account_rank'
  | 'account_rank_gone'
  | 'delete_import_people'
  | 'detach_people'
  | 'end_memberships'
  | HandOverKind
  | 'move_tag'
  | 'move_values'
  | 'person_stage_gone'
  | 'person_stage_name'
  | 'stop_contacting'
  | 'wake_actions';

/**
 * What may be ended before its last row: those that it has not come to are as they were. What is left of the others would name
 * a record that is gone, have its old name, or stay asleep.
 */
const CANCELLABLE: ReadonlySet<string> = new Set<LongCommandKind>([
  'delete_import_people',
  'end_memberships',
  ...HANDED_OVER.map((kind) => `hand_over_${kind}` as const),
  'stop_contacting',
]);

/** Whether commands of this kind may be cancelled. */
export const isCancellable = (kind: string): boolean => CANCELLABLE.has(kind);

const begun = new WeakSet<Tx>();

/** Whether a command of this transaction left something to be done after its commit. */
export const leftMore = (tx: Tx): boolean => begun.has(tx);

/** The next rows behind `after`, `atOnce` at most. Fewer: nothing is left. */
export async function workOn(
  work: LongWork,
  part: Part,
  after: number,
  atOnce = work.atOnce,
): Promise<PartDone> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM (${work.rows(part)}) r WHERE id > ${after} ORDER BY id LIMIT ${atOnce}`.execute(part.tx);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await work.change(part, ids);
  return { last: ids.length < atOnce ? undefined : ids.at(-1), done: ids.length };
}

/**
 * Does the first part at once, in the command's own transaction; what is left is stored with it, and is done in short
 * transactions as soon as it is committed, also after `kill -9` (docs/decisions/0021-long-commands.md).
 * @returns whether anything is left
 */
export async function beginLong(
  { tx, principal, now }: Pick<Command, 'tx' | 'now'> & Pick<Part, 'principal'>,
  kind: LongCommandKind,
  work: LongWork,
  subjectId: number,
  detail: Detail = {},
): Promise<boolean> {
  const part = { tx, principal, now, subjectId, detail, since: now };
  const { last, done } = await workOn(work, part, 0);
  if (last === undefined) return false;
  const { rows } = await sql<{ left: number }>`
    SELECT count(*) AS left FROM (${work.rows(part)}) r WHERE id > ${last}`.execute(tx);
  const left = rows[0]?.left ?? 0;
  if (left === 0) return false;
  await tx
    .insertInto('long_commands')
    .values({
      team_id: principal.teamId,
      started_at: now,
      kind,
      subject_id: subjectId,
      user_id: principal.userId,
      detail: JSON.stringify(detail),
      after_id: last,
      done,
      total: done + left,
    })
    .execute();
  begun.add(tx);
  return true;
}

/** What is left of earlier commands of a kind about a record is done as `detail` says from now on. */
export async function redirectLong(
  { tx, principal }: Pick<Command, 'tx' | 'principal'>,
  kind: LongCommandKind,
  subjectId: number,
  detail: Detail,
): Promise<void> {
  await sql`
    UPDATE long_commands SET detail = detail || ${JSON.stringify(detail)}::jsonb
    WHERE team_id = ${principal.teamId} AND kind = ${kind} AND subject_id = ${subjectId}`.execute(tx);
}

/**
 * Ends a command where it stands: whoever is at a part of it has the row, and is waited for. One that is cancelled stays so.
 * @throws AppError not_found for those of others and when its last row is done, invalid when it was given up or must be done
 */
export async function cancelLong({ tx, principal, now }: Command, id: number): Promise<void> {
  const row = await tx
    .selectFrom('long_commands')
    .select(['kind', 'user_id', 'failed_at', 'cancelled_at'])
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !(principal.admin || row.user_id === principal.userId)) throw notFound();
  if (row.cancelled_at !== null) return;
  if (row.failed_at !== null) throw invalid('id', 'was given up');
  if (!isCancellable(row.kind))
    throw invalid('id', 'must be done to its end: what is left would contradict a record that has changed');
  await tx
    .updateTable('long_commands')
    // A process of the version before sees one that was given up.
    .set({ failed_at: now, cancelled_at: now, problem: 'Cancelled.' })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
}

/** Takes a command up again that was given up or cancelled, from where it stands. @throws AppError forbidden, not_found, invalid when it was not given up */
export async function retryLong({ tx, principal }: Command, id: number): Promise<void> {
  requireAdmin(principal, 'take up a long command again');
  const row = await tx
    .selectFrom('long_commands')
    .select('failed_at')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.failed_at === null) throw invalid('id', 'was neither given up nor cancelled');
  await tx
    .updateTable('long_commands')
    .set({ attempts: 0, retry_at: null, failed_at: null, problem: null, cancelled_at: null })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  begun.add(tx);
}

/** A command over many rows that has not ended. */
export interface ListedLong {
  readonly id: number;
  readonly kind: string;
  readonly subject_id: number;
  readonly user_id: number;
  readonly total: number | null;
  readonly done: number;
  readonly started_at: Date;
  readonly failed_at: Date | null;
  readonly problem: string | null;
  readonly cancelled_at: Date | null;
}

/** The newest, or the one with an id: the caller's own, and everybody's for admins. */
export function listLong(
  db: Db,
  { teamId, userId, admin }: Principal,
  { id, limit }: { id?: number | undefined; limit: number },
): Promise<ListedLong[]> {
  return db
    .selectFrom('long_commands')
    .select(['id', 'kind', 'subject_id', 'user_id', 'total', 'done', 'started_at', 'failed_at'])
    .select(['problem', 'cancelled_at'])
    .where('team_id', '=', teamId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
    .$if(!admin, (query) => query.where('user_id', '=', userId))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
