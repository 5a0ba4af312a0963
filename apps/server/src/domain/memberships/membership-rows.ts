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

/** The date on which a run begins was chosen. No word of the record: updated_at stays. */
export async function fixStart(
  tx: Tx,
  teamId: number,
  id: number,
  start: { starts_on: string | null; starts_run: Date | null },
): Promise<void> {
  await tx
    .updateTable('cadence_memberships')
    .set(start)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
}
