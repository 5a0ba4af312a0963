import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { cadenceSeenBy, templateSeenBy, type Viewer } from '../visibility.js';
import type { By } from './question.js';

/** What the records of a report's rows are called, as far as the caller sees them. By their numbers. */
export async function namesOf(
  tx: Tx,
  viewer: Viewer & Principal,
  by: By,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const { teamId: team } = viewer;
  const named = sql`team_id = ${team} AND id = ANY(${ids}::bigint[])`;
  // Steps of many cadences are called the same: each is named with its cadence and day, as far as the cadence is seen.
  const ofCadence = sql`JOIN cadences c ON c.team_id = s.team_id AND c.id = s.cadence_id AND ${cadenceSeenBy(viewer, 'c')}`;
  const placed = sql`nullif(s.name, ''), 'day ' || s.day, c.name`;
  const queries: Partial<Record<By, ReturnType<typeof sql<{ id: number; name: string }>>>> = {
    cadence: sql`SELECT c.id, c.name FROM cadences c WHERE ${named} AND ${cadenceSeenBy(viewer, 'c')}`,
    step: sql`SELECT s.id, concat_ws(' · ', ${placed}) AS name FROM steps s ${ofCadence}
      WHERE s.team_id = ${team} AND s.id = ANY(${ids}::bigint[])`,
    version: sql`SELECT v.id, concat_ws(' · ', nullif(v.name, ''), ${placed}) AS name
      FROM step_variants v JOIN steps s ON s.team_id = v.team_id AND s.id = v.step_id ${ofCadence}
      WHERE v.team_id = ${team} AND v.id = ANY(${ids}::bigint[])`,
    template: sql`SELECT t.id, t.title AS name FROM email_templates t WHERE ${named} AND ${templateSeenBy(viewer, 't')}`,
    user: sql`SELECT u.id, coalesce(nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email) AS name FROM users u WHERE ${named}`,
    mailbox: sql`SELECT m.id, m.email_address AS name FROM mailboxes m WHERE ${named}`,
  };
  const query = queries[by];
  if (query === undefined || ids.length === 0) return new Map();
  const { rows } = await query.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
