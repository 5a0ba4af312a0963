import { sql } from 'kysely';
import type { Database } from '../../db/connect.js';
import { readOnly } from '../../db/write.js';
import { notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { cadenceSeenBy } from '../visibility.js';
import { figuresOf } from './figures.js';
import { stillCounting } from './range.js';

/** What came of a cadence from its beginning, as wire JSON. @throws AppError not_found, unavailable */
export function cadenceStatsOf(
  { kysely }: Pick<Database, 'kysely'>,
  principal: Principal,
  id: number,
  now: Date,
): Promise<string> {
  return readOnly(kysely, principal.teamId, async (tx) => {
    const { rows } = await sql<{ people_acted_on_count: number; meetings_booked: number }>`
      SELECT c.people_acted_on_count, c.meetings_booked FROM cadences c
      WHERE c.team_id = ${principal.teamId} AND c.id = ${id} AND c.deleted_at IS NULL AND ${cadenceSeenBy(principal, 'c')}`.execute(
      tx,
    );
    const [cadence] = rows;
    if (!cadence) throw notFound();
    const all = { by: 'total', basis: 'period', from: null, until: null, zone: 'UTC', most: 1, now } as const;
    const found = await figuresOf(tx, principal, { ...all, only: { cadence_id: [id] } });
    if (found === undefined) throw stillCounting();
    const [row] = found.rows;
    return JSON.stringify({
      sent_emails_count: row?.sent ?? 0,
      viewed_count: row?.viewed ?? 0,
      clicked_count: row?.clicked ?? 0,
      replied_count: row?.answered ?? 0,
      bounced_count: row?.bounced ?? 0,
      opted_out_count: row?.people_opted_out ?? 0,
      calls_count: row?.calls ?? 0,
      success_count: row?.people_succeeded ?? 0,
      meetings_booked: cadence.meetings_booked,
      meetings_booked_count: cadence.meetings_booked,
      people_acted_on_count: cadence.people_acted_on_count,
    });
  });
}
