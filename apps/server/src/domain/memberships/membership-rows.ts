import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append, type Cause, teamOf } from '../../events/outbox.js';

/** The memberships of a person who is being deleted, past ones too, say so. */
export async function markPersonDeleted(cause: Cause, personId: number): Promise<void> {
  const marked = await cause.tx
    .updateTable('cadence_memberships')
    .set({ person_deleted: true, updated_at: cause.now })
    .where('team_id', '=', teamOf(cause))
    .where('person_id', '=', personId)
    .returning('id')
    .execute();
  await append(
    cause,
    'cadence_membership_updated',
    marked.map(({ id }) => id),
  );
}

/** The day on which a run starts was fixed. No word of the record: updated_at stays. */
export async function setStart(
  tx: Tx,
  teamId: number,
  id: number,
  start: { day: string; run: Date },
): Promise<void> {
  await tx
    .updateTable('cadence_memberships')
    .set({ starts_on: start.day, starts_run: start.run })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}

const COUNTERS = {
  view: 'views',
  click: 'clicks',
  reply: 'replies',
  bounce: 'bounces',
} as const;

/** Of what happened in a membership; never below zero. */
export async function countOfMembership(
  tx: Tx,
  { teamId, id }: { readonly teamId: number; readonly id: number },
  what: keyof typeof COUNTERS,
  by: -1 | 1,
  now: Date,
): Promise<void> {
  const column = sql.ref(COUNTERS[what]);
  await sql`
    UPDATE cadence_memberships SET ${column} = greatest(${column} + ${by}, 0), updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
}
