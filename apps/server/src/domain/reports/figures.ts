import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { aboutPerson, inSightOf } from '../visibility.js';
import {
  all,
  always,
  bitsOf,
  type Branch,
  branchesOf,
  dayOf,
  has,
  inRange,
  keyOf,
  listed,
  narrowed,
  nullOf,
  TOLD_BY_EMAIL,
} from './branches.js';
import { type Changed, changedSince, FACT_COLUMNS, factsOf } from './facts.js';
import {
  type Asking,
  COUNTS,
  type Count,
  type Figures,
  PEOPLE_OF,
  type PeopleCount,
  type Question,
} from './question.js';

/**
 * `tail`: changes that are added to what has been counted while somebody waits; where there are more, an answer is of the time
 * counted up to. A test shortens it.
 */
export const reportLimits = { tail: 5000 };

/**
 * A row for each fact, and what it counts as: a bit for each. All that happened to it at once, except where days are set apart, or the
 * records are asked for, with their moments.
 */
function factRows(question: Question, branch: Branch, records: boolean): RawBuilder<unknown>[] {
  const { from, alias, happened, begins, record } = branch;
  const { by, basis } = question;
  const together = !records && (by !== 'day' || basis === 'cohort');
  return (together ? [happened] : happened.map((each) => [each])).map((parts) => {
    const bits = parts.flatMap(({ moment, counts = {}, marked = [] }) => {
      const told = Object.entries(counts).map(([count, condition]) => ({
        condition: [condition],
        bits: sql.raw(String(bitsOf([count as Count]))),
      }));
      if (marked.length > 0)
        told.push({ condition: [], bits: sql.raw(`${alias}.marks & ${bitsOf(marked)}`) });
      const asked = parts.length > 1 && basis === 'period' ? [inRange(question, moment)] : [];
      return told.map(({ condition, bits: counted }) =>
        condition.length + asked.length === 0
          ? sql`(${counted})`
          : sql`CASE WHEN ${all([...asked, ...condition])} THEN ${counted} ELSE 0 END`,
      );
    });
    const moment = parts[0]?.moment ?? sql`NULL::timestamptz`;
    // The widest first: a million of these rows lie in memory.
    return sql`SELECT ${begins ? sql`CASE WHEN NOT f.uncertain THEN f.at END` : sql`NULL::timestamptz`} AS first,
      ${sql.ref(`${alias}.person_id`)} AS person_id, ${keyOf(question, alias, moment)} AS key, ${sql.join(bits, sql` + `)} AS bits
      ${records ? sql`, ${record[0]}::text AS resource, ${record[1]} AS id, ${moment} AS at` : sql``}
    FROM ${from} WHERE ${narrowed(question, alias)} AND (${sql.join(
      parts.map(({ moment: at }) => sql`(${at} IS NOT NULL AND ${inRange(question, at)})`),
      sql` OR `,
    )})`;
  });
}

/** Whether a person of a key is of the cohort; of a period everybody is. */
const begun = ({ basis, from, until }: Question) =>
  basis === 'period'
    ? always
    : all([
        sql`min(p.first) IS NOT NULL`,
        ...(from === null ? [] : [sql`min(p.first) >= ${from}`]),
        ...(until === null ? [] : [sql`min(p.first) < ${until}`]),
      ]);

/**
 * E-mails (`f`) and answers (`a`) of a team, of people whom the caller sees: those that were counted, and of `people`, whose
 * records changed since, what their records say. For a WITH.
 */
export function factsSeen(asking: Asking, people: readonly number[]): RawBuilder<unknown> {
  const { teamId: team } = asking;
  const seen = (alias: string) => inSightOf(asking, aboutPerson('r.person_id'), alias);
  return sql`${factsOf(team, people)},
    f AS NOT MATERIALIZED (
      SELECT ${listed(FACT_COLUMNS, 'r')}, r.marks FROM report_emails r WHERE r.team_id = ${team} AND r.person_id <> ALL(${people}::bigint[]) AND ${seen('r')}
      UNION ALL SELECT ${listed(FACT_COLUMNS, 'n')}, report_marks(n.uncertain, n.at, n.bounced_at, n.severity, n.viewed_at, n.clicked_at,
        n.replied_at, n.view_tracking, n.click_tracking) FROM facts n WHERE ${seen('n')}),
    a AS NOT MATERIALIZED (
      SELECT a.message_id, a.kind, a.at AS answered_at, ${listed(TOLD_BY_EMAIL, 'r')}
        FROM report_answers a JOIN report_emails r ON r.team_id = a.team_id AND r.email_id = a.email_id
        WHERE a.team_id = ${team} AND r.team_id = ${team} AND a.person_id <> ALL(${people}::bigint[]) AND ${seen('r')}
      UNION ALL SELECT a.message_id, a.kind, a.at, ${listed(TOLD_BY_EMAIL, 'n')} FROM answers a JOIN facts n ON n.email_id = a.email_id WHERE ${seen('n')})`;
}

/** `p`: all facts of a question; with `records` one for each moment. For a WITH, behind factsSeen. */
function factsAsked(question: Question, asking: Asking, records = false): RawBuilder<unknown> {
  const parts = branchesOf(question, asking).flatMap((branch) => factRows(question, branch, records));
  return sql`p AS ${question.basis === 'cohort' ? sql`` : sql`NOT`} MATERIALIZED (${sql.join(
    parts.map((each) => sql`(${each})`),
    sql` UNION ALL `,
  )})`;
}

/**
 * Facts by what they count as, and people by what there is of theirs: two kinds of small rows, from one look at all facts. (Twenty
 * counters for each person took three quarters of the time of a report.)
 */
function countedOf(question: Question): RawBuilder<unknown> {
  const { by, basis, zone } = question;
  if (basis === 'period')
    return sql`g AS (SELECT p.key, p.bits, p.person_id, count(*)::integer AS facts, bit_or(p.bits) AS any
        FROM p GROUP BY GROUPING SETS ((p.key, p.bits), (p.key, p.person_id))),
      c AS (SELECT g.key, coalesce(g.bits, g.any) AS bits, sum(g.facts) FILTER (WHERE g.bits IS NOT NULL) AS facts,
        count(*) FILTER (WHERE g.bits IS NULL) AS people FROM g GROUP BY 1, 2)`;
  const key = by === 'day' ? dayOf(sql`q.first`, zone) : sql`q.key`;
  // Whoever begins decides whose facts are counted, so they are looked at twice.
  return sql`q AS MATERIALIZED (SELECT p.key, p.person_id, min(p.first) AS first, bit_or(p.bits) AS any
        FROM p GROUP BY 1, 2 HAVING ${begun(question)}),
      c AS (SELECT ${key} AS key, p.bits, count(*)::integer AS facts, 0::bigint AS people
        FROM p JOIN q ON q.person_id = p.person_id ${by === 'day' ? sql`` : sql`AND q.key = p.key`} GROUP BY 1, 2
        UNION ALL SELECT ${key}, q.any, 0, count(*) FROM q GROUP BY 1, 2)`;
}

function statement(question: Question, asking: Asking, changed: readonly number[]): RawBuilder<Figures> {
  const { by, most } = question;
  // Sums of bigints are numbers of any length; these fit.
  const sumOf = (what: 'facts' | 'people', name: string, counts: readonly Count[]) =>
    sql`coalesce(sum(${sql.ref(`c.${what}`)}) FILTER (WHERE ${has('c.bits', counts)}), 0)::bigint AS ${sql.ref(name)}`;
  const sums = [
    ...COUNTS.map((count) => sumOf('facts', count, [count])),
    ...Object.entries(PEOPLE_OF).map(([name, counts]) => sumOf('people', name, counts)),
  ];
  const key = by === 'total' || by === 'day' ? sql`c.key` : sql`nullif(c.key, ${nullOf(by)})`;
  return sql<Figures>`WITH ${factsSeen(asking, changed)}, ${factsAsked(question, asking)},
    ${countedOf(question)}
    SELECT ${by === 'total' ? sql`''` : sql`${key}::text`} AS key, ${sql.join(sums.map((each) => sql`${each}`))} FROM c GROUP BY c.key
    ORDER BY ${by === 'day' || by === 'hour' ? sql`${key} NULLS LAST` : sql`sent DESC, ${key} NULLS LAST`}
    LIMIT ${most}`;
}

/** A record behind a number. */
export interface Behind {
  readonly resource: string;
  readonly id: number;
  readonly person_id: number;
  readonly at: Date | null;
}

/** The records that a number of a report counts, the newest first: as many as the number says. */
function behind(
  question: Question,
  asking: Asking,
  changed: readonly number[],
  { key, figure, skip }: { key: string | null; figure: Count | PeopleCount; skip: number },
): RawBuilder<Behind> {
  const { by, basis, zone, most } = question;
  const keyed = by === 'day' && basis === 'cohort' ? dayOf(sql`q.first`, zone) : sql`q.key`;
  const shown = by === 'day' ? keyed : sql`nullif(${keyed}, ${nullOf(by)})`;
  const here = by === 'total' ? always : sql`(${shown})::text IS NOT DISTINCT FROM ${key}::text`;
  const facts = sql`WITH ${factsSeen(asking, changed)}, ${factsAsked(question, asking, true)},
    q AS (SELECT p.key, p.person_id, min(p.first) AS first, bit_or(p.bits) AS any FROM p GROUP BY 1, 2 HAVING ${begun(question)})`;
  const page = sql`LIMIT ${most} OFFSET ${skip}`;
  if (figure in PEOPLE_OF) {
    const counts = PEOPLE_OF[figure as PeopleCount];
    return sql<Behind>`${facts} SELECT 'people' AS resource, q.person_id AS id, q.person_id, q.first AS at
      FROM q WHERE ${here} AND ${has('q.any', counts)} ORDER BY q.first DESC NULLS LAST, q.person_id DESC ${page}`;
  }
  return sql<Behind>`${facts} SELECT p.resource, p.id, p.person_id, p.at
    FROM q JOIN p ON p.person_id = q.person_id AND p.key IS NOT DISTINCT FROM q.key
    WHERE ${here} AND ${has('p.bits', [figure as Count])} ORDER BY p.at DESC, p.id DESC ${page}`;
}

/** A row of which there is nothing. */
export const noFigures = (key: string | null): Figures =>
  ({
    key,
    ...Object.fromEntries([...COUNTS, ...Object.keys(PEOPLE_OF)].map((name) => [name, 0])),
  }) as Figures;

export interface Answered<Row = Figures> {
  readonly rows: readonly Row[];
  /** Everything up to there is in the figures; null: everything there is. */
  readonly upTo: Date | null;
}

/**
 * Carries out a statement over a team's facts, exact as of the moment of the transaction: what has been counted, and what
 * changed since. Where too much did, as of the last that was counted. @returns undefined while a team is counted for the first time
 */
export async function overFacts<Row>(
  tx: Tx,
  asking: Asking,
  made: (changed: readonly number[]) => RawBuilder<Row>,
): Promise<Answered<Row> | undefined> {
  // Hashes of people are some megabytes; compiling a statement takes longer than carrying it out.
  await sql`SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(tx);
  const [changed] = (await changedSince(asking.teamId, reportLimits.tail + 1).execute(tx)).rows;
  const whole = changed === undefined || Math.max(changed.emails, changed.received) <= reportLimits.tail;
  const upTo = whole || changed === undefined ? null : await countedUpTo(tx, asking.teamId, changed);
  if (upTo === undefined) return undefined;
  const { rows } = await made(whole ? (changed?.people ?? []) : []).execute(tx);
  return { rows, upTo };
}

/** Answers a question about a team's e-mails (see overFacts). */
export const figuresOf = (tx: Tx, asking: Asking, question: Question): Promise<Answered | undefined> =>
  overFacts(tx, asking, (changed) => statement(question, asking, changed));

/** The records behind a number of the same question's answer. */
export const rowsBehind = (
  tx: Tx,
  asking: Asking,
  question: Question,
  wanted: Parameters<typeof behind>[3],
): Promise<Answered<Behind> | undefined> =>
  overFacts(tx, asking, (changed) => behind(question, asking, changed, wanted));

/** Of what has not been counted wholly, the first place; undefined: a team is counted for the first time. */
async function countedUpTo(tx: Tx, team: number, { emails, received }: Changed): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    SELECT nullif(least(CASE WHEN ${emails > 0} THEN emails_stamp END, CASE WHEN ${received > 0} THEN received_stamp END), '-infinity') AS at
    FROM report_states WHERE team_id = ${team}`.execute(tx);
  return rows[0]?.at ?? undefined;
}
