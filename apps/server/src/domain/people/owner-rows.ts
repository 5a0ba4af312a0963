import { sql } from 'kysely';
import { append, type Cause, teamOf } from '../../events/outbox.js';

/** People of one user are another's from now on; those that are his no longer stay as they are. */
export async function givePeople(
  cause: Cause,
  { from, to }: { readonly from: number; readonly to: number },
  ids: readonly number[],
): Promise<void> {
  const theirs = sql`team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND owner_id = ${from} AND deleted_at IS NULL`;
  await sql`SELECT id FROM people WHERE ${theirs} ORDER BY id FOR UPDATE`.execute(cause.tx);
  const { rows } = await sql<{ id: number }>`
    UPDATE people SET owner_id = ${to}, updated_at = ${cause.now} WHERE ${theirs} RETURNING id`.execute(
    cause.tx,
  );
  await append(
    cause,
    'person_updated',
    rows.map(({ id }) => id),
  );
}
