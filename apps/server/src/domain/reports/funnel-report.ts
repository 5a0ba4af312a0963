import type { Contract, Query } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Database, Tx } from '../../db/connect.js';
import { readOnly } from '../../db/write.js';
import type { Principal } from '../../kernel/principal.js';
import { aboutPerson, inSightOf } from '../visibility.js';
import { requireZone } from '../zones.js';
import { all, dayOf, has } from './branches.js';
import { type Answered, type Behind, factsSeen, overFacts } from './figures.js';
import { namesOf } from './names.js';
import { type Range, rangeOf, stillCounting } from './range.js';
import { rateOf } from './rate-rules.js';

type Asked = Query<Contract['operations']['funnel_report']>;
type Wanted = Query<Contract['operations']['funnel_report_rows']>;
type Narrowed = Pick<Asked, 'by' | 'cadence_id' | 'user_id'>;

const MOST_ROWS = 1000;

/** How far people came who were put on cadences: each stage is of those of the one before. */
const STAGES = {
  people_added: 'true',
  people_contacted: 'w.contacted',
  people_looked: 'w.contacted AND w.looked',
  people_replied: 'w.contacted AND w.replied',
} as const;
type Stage = keyof typeof STAGES;

/** `w`: people who were added in the range, under each key once, with how far they came since. For a WITH. */
function added(
  { by, cadence_id: cadences, user_id: users }: Narrowed,
  { from, until }: Pick<Range, 'from' | 'until'>,
  zone: string,
  asking: Principal,
): RawBuilder<unknown> {
  const { teamId: team } = asking;
  const keys = {
    total: sql`''`,
    day: sql`${dayOf(sql`c.added_at`, zone)}::text`,
    cadence: sql`c.cadence_id::text`,
    user: sql`c.user_id::text`,
  };
  const narrowed = all([
    ...(cadences === undefined ? [] : [sql`c.cadence_id = ANY(${cadences}::bigint[])`]),
    ...(users === undefined ? [] : [sql`c.user_id = ANY(${users}::bigint[])`]),
  ]);
  return sql`runs AS MATERIALIZED (SELECT c.id, ${keys[by]} AS key, c.person_id, c.cadence_id, c.added_at FROM cadence_memberships c
      WHERE c.team_id = ${team} AND c.added_at >= ${from} AND c.added_at < ${until} AND ${narrowed}
        AND ${inSightOf(asking, aboutPerson('r.person_id'), 'c')}),
    mailed AS (SELECT s.id, bool_or(${has('f.marks', ['delivered'])}) AS contacted, bool_or(f.viewed_at IS NOT NULL OR f.clicked_at IS NOT NULL) AS looked,
        bool_or(f.replied_at IS NOT NULL) AS replied
      FROM runs s JOIN f ON f.person_id = s.person_id AND f.cadence_id = s.cadence_id AND f.at >= s.added_at GROUP BY s.id),
    w AS (SELECT s.key, s.person_id, min(s.added_at) AS at, bool_or(coalesce(m.looked, false)) AS looked, bool_or(coalesce(m.replied, false)) AS replied,
        bool_or(coalesce(m.contacted, false) OR EXISTS (SELECT FROM calls k WHERE k.team_id = ${team} AND k.person_id = s.person_id
          AND k.cadence_id = s.cadence_id AND k.created_at >= s.added_at)) AS contacted
      FROM runs s LEFT JOIN mailed m ON m.id = s.id GROUP BY 1, 2)`;
}

type Counted = { key: string } & Record<Stage, number>;

/** How far people came, as wire JSON; `time` writes a moment as the caller reads it. @throws AppError invalid, unavailable */
export async function funnelReportOf(
  { kysely }: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Asked,
  { now, time }: { readonly now: Date; readonly time: (moment: Date) => string },
): Promise<string> {
  const { by, zone = principal.timeZone } = asked;
  if (asked.zone !== undefined) await requireZone(kysely, 'zone', zone);
  const range = rangeOf(asked, zone, now);
  const counts = Object.entries(STAGES).map(
    ([name, condition]) => sql`count(*) FILTER (WHERE ${sql.raw(condition)}) AS ${sql.ref(name)}`,
  );
  return readOnly(kysely, principal.teamId, async (tx) => {
    const found = await overFacts(
      tx,
      principal,
      (changed) => sql<Counted>`WITH ${factsSeen(principal, changed)}, ${added(asked, range, zone, principal)}
        SELECT w.key, ${sql.join(counts.map((each) => sql`${each}`))} FROM w GROUP BY w.key
        ORDER BY ${by === 'day' ? sql`w.key` : sql`count(*) DESC, w.key`} LIMIT ${MOST_ROWS + 1}`,
    );
    if (found === undefined) throw stillCounting();
    const none = { key: '', people_added: 0, people_contacted: 0, people_looked: 0, people_replied: 0 };
    const rows = by === 'total' && found.rows.length === 0 ? [none] : found.rows.slice(0, MOST_ROWS);
    const ids = by === 'cadence' || by === 'user' ? rows.map(({ key }) => Number(key)) : [];
    const names = await namesOf(tx, principal, by, ids);
    return JSON.stringify({
      by,
      basis: 'cohort',
      from: range.first,
      until: range.last,
      zone,
      counted_until: found.upTo === null ? null : time(found.upTo),
      more: found.rows.length > MOST_ROWS,
      rows: rows.map(({ key, ...row }) => ({
        key,
        name: names.get(Number(key)) ?? null,
        people_added: row.people_added,
        people_contacted: row.people_contacted,
        people_looked: row.people_looked,
        people_replied: row.people_replied,
        contact_rate: rateOf(row.people_contacted, row.people_added),
        look_rate: rateOf(row.people_looked, row.people_contacted),
        reply_rate: rateOf(row.people_replied, row.people_contacted),
      })),
    });
  });
}

/** The people behind a number of the same question's answer, the last added first. */
export const rowsOfFunnel = (
  tx: Tx,
  principal: Principal,
  asked: Wanted,
  range: Range,
  zone: string,
): Promise<Answered<Behind> | undefined> =>
  overFacts(
    tx,
    principal,
    (changed) => sql<Behind>`WITH ${factsSeen(principal, changed)}, ${added(asked, range, zone, principal)}
      SELECT 'people' AS resource, w.person_id AS id, w.person_id, w.at FROM w
      WHERE w.key = ${asked.key ?? ''} AND (${sql.raw(STAGES[asked.figure])}) ORDER BY w.at DESC, w.person_id DESC
      LIMIT ${asked.per_page + 1} OFFSET ${(asked.page - 1) * asked.per_page}`,
  );
