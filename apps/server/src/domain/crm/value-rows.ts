import { sql } from 'kysely';
import { type Cause, teamOf } from '../../events/outbox.js';
import { movedValues } from '../custom-values.js';
import { hasTag, movedTags } from '../ensure-tags.js';

/** A custom field has another name, or is gone (null): the values of these opportunities. */
export async function moveOpportunityValues(
  cause: Cause,
  ids: readonly number[],
  from: string,
  to: string | null,
): Promise<void> {
  await sql`
    UPDATE opportunities SET custom_fields = ${movedValues(from, to)}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND custom_fields ? ${from}::text`.execute(
    cause.tx,
  );
}

/** A tag has another name, or is gone (null): these opportunities. */
export async function moveOpportunityTag(
  cause: Cause,
  ids: readonly number[],
  from: string,
  to: string | null,
): Promise<void> {
  await sql`
    UPDATE opportunities SET tags = ${movedTags(from, to)}, updated_at = ${cause.now}
    WHERE team_id = ${teamOf(cause)} AND id = ANY(${ids}::bigint[]) AND ${hasTag(from)}`.execute(cause.tx);
}
