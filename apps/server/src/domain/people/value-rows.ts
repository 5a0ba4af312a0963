import { sql } from 'kysely';
import { append, type Cause, teamOf } from '../../events/outbox.js';
import { movedValues } from '../custom-values.js';
import { hasTag, movedTags } from '../ensure-tags.js';

/** A custom field has another name, or is gone (null): the values of these people. */
export async function movePersonValues(
  cause: Cause,
  ids: readonly number[],
  from: string,
  to: string | null,
): Promise<void> {
  const { rows } = await sql<{ id: number; deleted_at: Date | null }>`
    UPDATE people SET custom_fields = ${movedValues(from, to)}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND custom_fields ? ${from}::text
    RETURNING id, deleted_at`.execute(cause.tx);
  const alive = rows.filter((row) => row.deleted_at === null).map((row) => row.id);
  await append(cause, 'person_updated', alive);
}

/** A tag has another name, or is gone (null): these people. */
export async function movePersonTag(
  cause: Cause,
  ids: readonly number[],
  from: string,
  to: string | null,
): Promise<void> {
  const { rows } = await sql<{ id: number; deleted_at: Date | null }>`
    UPDATE people SET tags = ${movedTags(from, to)}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND ${hasTag(from)} RETURNING id, deleted_at`.execute(
    cause.tx,
  );
  const alive = rows.filter((row) => row.deleted_at === null).map((row) => row.id);
  await append(cause, 'person_updated', alive);
}
