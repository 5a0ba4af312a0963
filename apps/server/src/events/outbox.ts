import type { DeletionType, EventType } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/connect.js';
import { findWritten } from '../db/finding.js';
import { isConnectionError, isRetryable } from '../db/pg-errors.js';
import type { View } from '../db/view.js';
import type { Principal } from '../kernel/principal.js';

/**
 * What causes events: somebody's command, or work in a team. Who caused them is whom the cause names, else whose command
 * the transaction is (`write`), else nobody: then it was the engine.
 */
export type Cause =
  | {
      readonly tx: Tx;
      readonly principal: Pick<Principal, 'teamId' | 'userId'>;
      readonly now: Date;
    }
  | {
      readonly tx: Tx;
      readonly teamId: number;
      readonly now: Date;
      readonly userId?: number | null;
    };

/** One event among others. */
export interface Event {
  readonly type: EventType;
  readonly id: number;
  /** Who caused it, where that is not who caused the others. */
  readonly userId?: number | null;
}

/** In whose team it happens. */
export const teamOf = (cause: Cause): number =>
  'principal' in cause ? cause.principal.teamId : cause.teamId;
/** Nobody has to name him: whoever carries out a user's command has his transaction (db/write.ts). */
const COMMANDER = sql`nullif(current_setting('cadenza.user_id', true), '')::bigint`;
/** The Idempotency-Key of the request it belongs to, if it has one (domain/identity/idempotency.ts). */
const KEY = sql`nullif(current_setting('cadenza.key', true), '')`;
/** Whom it is named after; null: who asked for the transaction, else the engine. */
export const userOf = (cause: Cause): number | null =>
  'principal' in cause ? cause.principal.userId : (cause.userId ?? null);

/**
 * Tells, in the transaction that makes it true, what happened to a record, or the same of several (decision 47): webhooks,
 * feed and history read the rows. This module is the only one that writes them.
 */
export function append(cause: Cause, type: EventType, ids: number | readonly number[]): Promise<void> {
  return appendMany(
    cause,
    (typeof ids === 'number' ? [ids] : ids).map((id) => ({ type, id })),
  );
}

/** What a transaction has told already: the body is read after it, so the same once more would say nothing. */
const told = new WeakMap<Tx, Set<string>>();

function news({ tx }: Cause, events: readonly Event[]): Event[] {
  const known = told.get(tx) ?? new Set();
  told.set(tx, known);
  return events.filter(({ type, id }) => {
    const before = known.size;
    return known.add(`${type} ${id}`).size > before;
  });
}

/**
 * Work of which a refusal leaves nothing behind, in a transaction that goes on: neither its writes nor what it told.
 * `undo`: it leaves nothing behind either way. @throws what the work throws, after it was taken back
 */
export async function undoable<T>(tx: Tx, work: () => Promise<T>, undo = false): Promise<T> {
  const before = new Set(told.get(tx));
  await sql`SAVEPOINT undoable`.execute(tx);
  const takeBack = async () => {
    await sql`ROLLBACK TO SAVEPOINT undoable`.execute(tx);
    // One that stayed would be what the work around this is taken back to.
    await sql`RELEASE SAVEPOINT undoable`.execute(tx);
    told.set(tx, before);
  };
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // Of what ended the whole transaction, or its connection, nothing is left to take back.
    if (!isRetryable(error) && !isConnectionError(error)) await takeBack();
    throw error;
  }
  if (undo) await takeBack();
  else await sql`RELEASE SAVEPOINT undoable`.execute(tx);
  return result;
}

/** `append` for events of several types, in their order, in one statement. */
export async function appendMany(cause: Cause, all: readonly Event[]): Promise<void> {
  const events = news(cause, all);
  if (events.length > 0) await inserting(cause, events).execute(cause.tx);
}

/** `appendMany` as part of a statement that writes other tables too, and that is executed for certain. */
export const appendingMany = (cause: Cause, all: readonly Event[]): RawBuilder<unknown> =>
  inserting(cause, news(cause, all));

/** As arrays: one text for any number of events, so that it is prepared once. */
function inserting(cause: Cause, events: readonly Event[]): RawBuilder<unknown> {
  const user = userOf(cause);
  return sql`
    INSERT INTO events (team_id, created_at, event_type, resource_id, user_id, key)
    SELECT ${teamOf(cause)}::bigint, ${cause.now}::timestamptz, e.type, e.resource_id, coalesce(e.user_id, ${COMMANDER}), ${KEY}
    FROM unnest(${events.map(({ type }) => type)}::text[], ${events.map(({ id }) => id)}::bigint[],
      ${events.map(({ userId = user }) => userId)}::bigint[]) e (type, resource_id, user_id)`;
}

/**
 * `append` as part of a statement that writes other tables too: an INSERT of one event of each type for every row of
 * `rows`, about the record whose id the column holds; of none where it is null. Without a cause the rows are several
 * teams' and the engine's: `team_id` and `now` stand in them.
 */
export function appending(
  cause: Omit<Extract<Cause, { teamId: number }>, 'tx'> | undefined,
  rows: RawBuilder<unknown>,
  columns: { readonly [T in EventType]?: string },
): RawBuilder<unknown> {
  const types = sql.join(
    Object.entries<string>(columns).map(([type, column]) => sql`(${sql.lit(type)}, k.${sql.ref(column)})`),
  );
  const [team, at] = cause
    ? [sql`${cause.teamId}::bigint`, sql`${cause.now}::timestamptz`]
    : [sql`k.team_id`, sql`k.now`];
  return sql`
    INSERT INTO events (team_id, created_at, event_type, resource_id, user_id, key)
    SELECT ${team}, ${at}, e.type, e.id, coalesce(${cause?.userId ?? null}::bigint, ${COMMANDER}), ${KEY}
    FROM ${rows} k CROSS JOIN LATERAL (VALUES ${types}) e (type, id) WHERE e.id IS NOT NULL`;
}

/**
 * `append` for records that are about to be deleted, which nobody can read afterwards: the event keeps the record as its
 * resource shows it now. To nobody in particular: times in UTC, references without the server's own address, of a record
 * with words of e-mails those left out. Called before the deletion.
 */
export async function appendDeleted(
  cause: Cause,
  type: DeletionType,
  view: View,
  ids: number | readonly number[],
): Promise<void> {
  const { tx, now } = cause;
  const [team, user] = [teamOf(cause), userOf(cause)];
  const nobody = {
    team,
    tz: 'UTC',
    base: '',
    user: 0,
    admin: true,
    group: null,
    open: true,
    contents: false,
    now,
  };
  for (const { id } of news(
    cause,
    [ids].flat().map((each) => ({ type, id: each })),
  )) {
    const body = await findWritten(tx, view, nobody, id);
    if (body === undefined) continue;
    await sql`
      INSERT INTO events (team_id, created_at, event_type, resource_id, user_id, key, body)
      VALUES (${team}, ${now}, ${type}, ${id}, coalesce(${user}::bigint, ${COMMANDER}), ${KEY}, ${body})`.execute(
      tx,
    );
  }
}

/** Empties bodies that are kept with events where one of these texts (in small letters) stands in them, and of this deletion. */
export async function emptyBodies(
  tx: Tx,
  teamId: number,
  texts: readonly string[],
  of: { readonly type: DeletionType; readonly id: number },
): Promise<void> {
  await sql`UPDATE events SET body = NULL WHERE team_id = ${teamId} AND body IS NOT NULL
    AND (EXISTS (SELECT FROM unnest(${texts}::text[]) x WHERE position(x IN lower(body)) > 0)
      OR event_type = ${of.type} AND resource_id = ${of.id})`.execute(tx);
}
