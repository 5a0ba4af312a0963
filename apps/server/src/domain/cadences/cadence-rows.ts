import { type Insertable, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { CadencesTable } from '../../db/schema.js';
import { append, type Cause, teamOf } from '../../events/outbox.js';
import { hasTag, movedTags } from '../ensure-tags.js';

/** A new cadence. @returns its id */
export async function insertCadence(tx: Tx, cadence: Insertable<CadencesTable>): Promise<number> {
  const { id } = await tx.insertInto('cadences').values(cadence).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Sending of a cadence rests, or goes on. @returns false when it did already */
export async function setPaused(
  tx: Tx,
  teamId: number,
  id: number,
  paused: boolean,
  now: Date,
): Promise<boolean> {
  const changed = await tx
    .updateTable('cadences')
    .set({ paused_at: paused ? now : null, updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('paused_at', paused ? 'is' : 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

/** A stage of people is gone: no cadence sets it any more. */
export async function forgetStage(cause: Cause, stageId: number): Promise<void> {
  const { rows } = await sql<{ id: number; deleted_at: Date | null }>`
    UPDATE cadences SET updated_at = ${cause.now}, added_stage_id = nullif(added_stage_id, ${stageId}), bounced_stage_id = nullif(bounced_stage_id, ${stageId}),
      replied_stage_id = nullif(replied_stage_id, ${stageId}), finished_stage_id = nullif(finished_stage_id, ${stageId})
    WHERE team_id = ${teamOf(cause)} AND ${stageId} IN (added_stage_id, bounced_stage_id, replied_stage_id, finished_stage_id) RETURNING id, deleted_at`.execute(
    cause.tx,
  );
  const alive = rows.filter((cadence) => cadence.deleted_at === null).map((cadence) => cadence.id);
  await append(cause, 'cadence_updated', alive);
}

/** Somebody is on the cadence for the first time. */
export async function countPerson(tx: Tx, teamId: number, id: number): Promise<void> {
  await tx
    .updateTable('cadences')
    .set((eb) => ({ cadence_people: eb('cadence_people', '+', 1) }))
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

/** For each id of a cadence, one more person something was done for. Last in a transaction: many share these rows. */
export async function countActedOn(tx: Tx, teamId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    UPDATE cadences c SET people_acted_on_count = people_acted_on_count + d.count
    FROM (SELECT id, count(*) AS count FROM unnest(${ids}::bigint[]) id GROUP BY id ORDER BY id) d
    WHERE c.team_id = ${teamId} AND c.id = d.id`.execute(tx);
}

/** A meeting is put down to the cadence; `by` -1: it was none. Last in a transaction: many share these rows. */
export async function countMeeting(tx: Tx, teamId: number, id: number, by: 1 | -1): Promise<void> {
  await tx
    .updateTable('cadences')
    .set((eb) => ({ meetings_booked: eb.fn('greatest', [eb('meetings_booked', '+', by), eb.lit(0)]) }))
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

/** An opportunity is put down to the cadence. Last in a transaction: many share these rows. */
export async function countOpportunity(tx: Tx, teamId: number, id: number): Promise<void> {
  await tx
    .updateTable('cadences')
    .set((eb) => ({ opportunities_created: eb('opportunities_created', '+', 1) }))
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

/** Cadences of one user are another's from now on; those that are his no longer stay as they are. */
export async function giveCadences(
  cause: Cause,
  { from, to }: { readonly from: number; readonly to: number },
  ids: readonly number[],
): Promise<void> {
  const theirs = sql`team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND owner_id = ${from} AND deleted_at IS NULL`;
  await sql`SELECT id FROM cadences WHERE ${theirs} ORDER BY id FOR NO KEY UPDATE`.execute(cause.tx);
  const { rows } = await sql<{ id: number }>`
    UPDATE cadences SET owner_id = ${to}, updated_at = ${cause.now} WHERE ${theirs} RETURNING id`.execute(
    cause.tx,
  );
  await append(
    cause,
    'cadence_updated',
    rows.map(({ id }) => id),
  );
}

/** A tag has another name, or is gone (null): these cadences. */
export async function moveCadenceTag(
  cause: Cause,
  ids: readonly number[],
  from: string,
  to: string | null,
): Promise<void> {
  const { rows } = await sql<{ id: number; deleted_at: Date | null }>`
    UPDATE cadences SET tags = ${movedTags(from, to)}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND ${hasTag(from)} RETURNING id, deleted_at`.execute(
    cause.tx,
  );
  const alive = rows.filter((row) => row.deleted_at === null).map((row) => row.id);
  await append(cause, 'cadence_updated', alive);
}
