import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { aboutPerson, inSightOf } from '../visibility.js';
import { ANSWER_COLUMNS, type Changed, changedSince, FACT_COLUMNS, factsOf } from './facts.js';

/** By what figures are set apart. */
export type By =
  | 'total'
  | 'day'
  | 'cadence'
  | 'step'
  | 'version'
  | 'template'
  | 'hour'
  | 'user'
  | 'mailbox'
  | 'provider';

/** Columns that a question can be narrowed by. */
export const NARROWED_BY = [
  ...['cadence_id', 'step_id', 'step_variant_id', 'email_template_id', 'mailbox_id', 'user_id'],
] as const;

export interface Question {
  readonly by: By;
  /** cohort: people by the moment of their first e-mail in scope, with all that came later; period: what happened in the range. */
  readonly basis: 'cohort' | 'period';
  /** null: from ever, for ever. */
  readonly from: Date | null;
  readonly until: Date | null;
  /** IANA name: days are its own. */
  readonly zone: string;
  readonly only: Readonly<Record<string, readonly number[] | undefined>>;
  readonly now: Date;
  /** Rows at most, those with most e-mails first. */
  readonly most: number;
}

/** Who asks. */
export type Asking = Pick<Principal, 'teamId' | 'userId' | 'admin' | 'teamOpen'>;

/** E-mails and other facts of a row. */
export const COUNTS = [
  ...(['sent', 'uncertain', 'delivered', 'young', 'bounced', 'hard', 'soft', 'block', 'viewed'] as const),
  ...(['clicked', 'answered', 'views_tracked', 'clicks_tracked', 'replies', 'complaints'] as const),
  ...(['opt_outs', 'successes', 'calls', 'connected', 'positive'] as const),
] as const;
export type Count = (typeof COUNTS)[number];

/** People of a row: by what of theirs there is at least one. */
const PEOPLE_OF = {
  people_emailed: 'delivered > 0',
  people_contacted: 'delivered > 0 OR calls > 0',
  people_replied: 'replies > 0',
  people_viewed: 'viewed > 0',
  people_clicked: 'clicked > 0',
  people_views_tracked: 'views_tracked > 0',
  people_clicks_tracked: 'clicks_tracked > 0',
  people_opted_out: 'opt_outs > 0',
  people_succeeded: 'successes > 0',
} as const;
export type PeopleCount = keyof typeof PEOPLE_OF;

export type Figures = { key: string | null } & Record<Count | PeopleCount, number>;

/** A bounce that comes later than this says nothing of the delivery (design: eight days). */
const SETTLED = sql.raw(`interval '8 days'`);
/** A success is the last touch's of so long before. */
const CREDITED = sql.raw(`interval '30 days'`);
/**
 * `tail`: changes that are added to what has been counted while somebody waits; where there are more, an answer is of the time
 * counted up to. A test shortens it.
 */
export const reportLimits = { tail: 5000 };

/** Where facts of one kind stand, and what of them is counted. */
interface Branch {
  readonly from: RawBuilder<unknown>;
  /** The fact's own moment: the range is asked of it. */
  readonly moment: RawBuilder<unknown>;
  readonly alias: string;
  readonly counts: Partial<Record<Count, RawBuilder<unknown>>>;
  /** Whether a person's first e-mail stands among them. */
  readonly begins?: boolean;
}

const KEYS: Readonly<Record<Exclude<By, 'total' | 'day'>, string>> = {
  cadence: 'cadence_id',
  step: 'step_id',
  version: 'step_variant_id',
  template: 'email_template_id',
  hour: 'hour',
  user: 'user_id',
  mailbox: 'mailbox_id',
  provider: 'provider',
};
/** What a call has of them. */
const OF_CALLS: readonly string[] = ['cadence_id', 'step_id', 'user_id'];
const always = sql`true`;
const DELIVERED = sql`NOT f.uncertain AND (f.bounced_at IS NULL OR f.bounced_at > f.at + ${SETTLED})`;

const listed = (columns: readonly string[], alias?: string) =>
  sql.raw(columns.map((column) => (alias === undefined ? `"${column}"` : `${alias}."${column}"`)).join(', '));

/** Conditions that are true together. */
const all = (conditions: readonly RawBuilder<unknown>[]) =>
  conditions.length === 0
    ? always
    : sql.join(
        conditions.map((each) => sql`(${each})`),
        sql` AND `,
      );

const narrowed = ({ only }: Question, alias: string) =>
  all(
    Object.entries(only).flatMap(([column, ids]) =>
      ids === undefined ? [] : [sql`${sql.ref(`${alias}.${column}`)} = ANY(${ids}::bigint[])`],
    ),
  );

function inRange({ basis, from, until }: Question, moment: RawBuilder<unknown>): RawBuilder<unknown> {
  if (basis === 'cohort') return always;
  return all([
    ...(from === null ? [] : [sql`${moment} >= ${from}`]),
    ...(until === null ? [] : [sql`${moment} < ${until}`]),
  ]);
}

const dayOf = (moment: RawBuilder<unknown>, zone: string) => sql`(${moment} AT TIME ZONE ${zone})::date`;

function keyOf({ by, basis, zone }: Question, { alias, moment }: Branch): RawBuilder<unknown> {
  if (by === 'total') return sql`''::text`;
  // Of a cohort it is the day of the first e-mail, which only the whole of a person tells.
  if (by === 'day') return basis === 'cohort' ? sql`NULL::date` : dayOf(moment, zone);
  return sql.ref(`${alias}.${KEYS[by]}`);
}

/** What a fact counts as, a bit for each: many are told apart in one pass over all facts. */
const bitOf = (count: Count): RawBuilder<number> => sql.raw(String(2 ** COUNTS.indexOf(count)));

/** One row for a fact. */
function factRows(question: Question, branch: Branch): RawBuilder<unknown> {
  const { from, moment, alias, counts, begins } = branch;
  const bits = COUNTS.flatMap((count) => {
    const condition = counts[count];
    return condition === undefined ? [] : [sql`CASE WHEN ${condition} THEN ${bitOf(count)} ELSE 0 END`];
  });
  return sql`SELECT ${keyOf(question, branch)} AS key, ${sql.ref(`${alias}.person_id`)} AS person_id,
      ${begins ? sql`CASE WHEN NOT f.uncertain THEN f.at END` : sql`NULL::timestamptz`} AS first, ${sql.join(
        bits.map((each) => sql`${each}`),
        sql` + `,
      )} AS bits
    FROM ${from} WHERE ${narrowed(question, alias)} AND ${inRange(question, moment)}
      ${moment === AT_OF_EMAILS ? sql`` : sql`AND ${moment} IS NOT NULL`}`;
}

const AT_OF_EMAILS = sql`f.at`;

function emailBranches({ basis, now }: Question): Branch[] {
  const left: Branch = {
    from: sql`f`,
    moment: AT_OF_EMAILS,
    alias: 'f',
    begins: true,
    counts: {
      sent: sql`NOT f.uncertain`,
      uncertain: sql`f.uncertain`,
      delivered: DELIVERED,
      young: sql`${DELIVERED} AND f.at > ${now}::timestamptz - ${SETTLED}`,
      answered: sql`f.replied_at IS NOT NULL`,
      views_tracked: sql`${DELIVERED} AND f.view_tracking`,
      clicks_tracked: sql`${DELIVERED} AND f.click_tracking`,
    },
  };
  const bounced = {
    bounced: sql`f.bounced_at IS NOT NULL`,
    hard: sql`f.bounced_at IS NOT NULL AND f.severity = 'hard'`,
    soft: sql`f.bounced_at IS NOT NULL AND f.severity = 'soft'`,
    block: sql`f.bounced_at IS NOT NULL AND f.severity = 'block'`,
  };
  const viewed = { viewed: sql`f.viewed_at IS NOT NULL` };
  const clicked = { clicked: sql`f.clicked_at IS NOT NULL` };
  // Whatever the range, of a cohort all is counted that its e-mails came to: one look at them.
  if (basis === 'cohort') return [{ ...left, counts: { ...left.counts, ...bounced, ...viewed, ...clicked } }];
  const happened = (moment: string, counts: Branch['counts']): Branch => ({
    from: sql`f`,
    alias: 'f',
    moment: sql.ref(`f.${moment}`),
    counts,
  });
  return [
    left,
    happened('bounced_at', bounced),
    happened('viewed_at', viewed),
    happened('clicked_at', clicked),
  ];
}

function answerBranches(team: number): Branch[] {
  const about = (kind: string) => sql`a JOIN f ON f.email_id = a.email_id AND a.kind = ${kind}`;
  return [
    { from: about('reply'), moment: sql`a.at`, alias: 'f', counts: { replies: always } },
    { from: about('complaint'), moment: sql`a.at`, alias: 'f', counts: { complaints: always } },
    {
      from: sql`(SELECT s.email_id, coalesce(s.opted_out_at, s.created_at) AS at FROM suppressions s
        WHERE s.team_id = ${team} AND s.email_id IS NOT NULL AND (s.opted_out_at IS NOT NULL OR s.reason = 'opt_out')) o
        JOIN f ON f.email_id = o.email_id`,
      moment: sql`o.at`,
      alias: 'f',
      counts: { opt_outs: always },
    },
  ];
}

/** The calls of a team that the caller sees. */
const callsSeen = (
  asking: Asking,
) => sql`SELECT c.person_id, c.created_at AS at, c.cadence_id, c.step_id, c.user_id, c.connected, c.positive
  FROM calls c WHERE c.team_id = ${asking.teamId} AND ${inSightOf(asking, aboutPerson('r.person_id'), 'c')}`;

function successBranch(asking: Asking): Branch {
  const { teamId: team } = asking;
  const touch = [
    'cadence_id',
    'step_id',
    'step_variant_id',
    'email_template_id',
    'mailbox_id',
    'user_id',
    'hour',
    'provider',
  ];
  return {
    from: sql`(SELECT s.person_id, s.succeeded_at, ${listed(touch, 't')} FROM successes s CROSS JOIN LATERAL (
        (SELECT f.at, ${listed(touch, 'f')} FROM f WHERE f.person_id = s.person_id AND NOT f.uncertain
          AND f.at <= s.succeeded_at AND f.at > s.succeeded_at - ${CREDITED} ORDER BY f.at DESC LIMIT 1)
        UNION ALL
        (SELECT c.created_at, c.cadence_id, c.step_id, NULL, NULL, NULL, c.user_id, NULL, NULL FROM calls c
          WHERE c.team_id = ${team} AND c.person_id = s.person_id AND c.created_at <= s.succeeded_at
          AND c.created_at > s.succeeded_at - ${CREDITED} ORDER BY c.created_at DESC LIMIT 1)
        ORDER BY at DESC LIMIT 1) t
      WHERE s.team_id = ${team} AND s.succeeded_at IS NOT NULL AND ${inSightOf(asking, aboutPerson('r.person_id'), 's')}) w`,
    moment: sql`w.succeeded_at`,
    alias: 'w',
    counts: { successes: always },
  };
}

/** Calls are counted where a call has what is asked by. */
function callBranches(question: Question, asking: Asking): Branch[] {
  const { by, only } = question;
  const key = by === 'total' || by === 'day' ? undefined : KEYS[by];
  if (key !== undefined && !OF_CALLS.includes(key)) return [];
  if (Object.entries(only).some(([column, ids]) => ids !== undefined && !OF_CALLS.includes(column)))
    return [];
  return [
    {
      from: sql`(${callsSeen(asking)}) k`,
      moment: sql`k.at`,
      alias: 'k',
      counts: { calls: always, connected: sql`k.connected`, positive: sql`k.positive` },
    },
  ];
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

function statement(question: Question, asking: Asking, people: readonly number[]): RawBuilder<Figures> {
  const { by, basis, zone, most } = question;
  const { teamId: team } = asking;
  const seen = (alias: string) => inSightOf(asking, aboutPerson('r.person_id'), alias);
  const branches = [
    ...emailBranches(question),
    ...answerBranches(team),
    successBranch(asking),
    ...callBranches(question, asking),
  ];
  const parts = branches.map((branch) => factRows(question, branch));
  const byDay = by === 'day' && basis === 'cohort';
  // Integers: sums of bigints are numbers of any length, which took most of the time of a report.
  const sums = COUNTS.map(
    (count) => sql`(count(*) FILTER (WHERE p.bits & ${bitOf(count)} <> 0))::integer AS ${sql.ref(count)}`,
  );
  const totals = COUNTS.map((count) => sql`sum(${sql.ref(`q.${count}`)}) AS ${sql.ref(count)}`);
  const counted = Object.entries(PEOPLE_OF).map(
    ([name, condition]) => sql`count(*) FILTER (WHERE ${sql.raw(condition)}) AS ${sql.ref(name)}`,
  );
  return sql<Figures>`WITH ${factsOf(team, people)},
    f AS NOT MATERIALIZED (
      SELECT ${listed(FACT_COLUMNS, 'r')} FROM report_emails r WHERE r.team_id = ${team} AND r.person_id <> ALL(${people}::bigint[]) AND ${seen('r')}
      UNION ALL SELECT ${listed(FACT_COLUMNS, 'n')} FROM facts n WHERE ${seen('n')}),
    a AS NOT MATERIALIZED (
      SELECT ${listed(ANSWER_COLUMNS, 'r')} FROM report_answers r WHERE r.team_id = ${team} AND r.person_id <> ALL(${people}::bigint[])
      UNION ALL SELECT ${listed(ANSWER_COLUMNS, 'n')} FROM answers n),
    p AS (${sql.join(
      parts.map((each) => sql`(${each})`),
      sql` UNION ALL `,
    )}),
    q AS (SELECT p.key, p.person_id, min(p.first) AS first, ${sql.join(sums.map((each) => sql`${each}`))}
      FROM p GROUP BY 1, 2 HAVING ${begun(question)})
    SELECT z.key::text AS key, ${sql.join(totals.map((each) => sql`${each}`))}, ${sql.join(counted.map((each) => sql`${each}`))}
    FROM q CROSS JOIN LATERAL (SELECT ${byDay ? dayOf(sql`q.first`, zone) : sql`q.key`} AS key) z
    GROUP BY z.key ORDER BY ${by === 'day' || by === 'hour' ? sql`z.key NULLS LAST` : sql`sum(q.sent) DESC, z.key NULLS LAST`}
    LIMIT ${most}`;
}

/** A row of which there is nothing. */
export const noFigures = (key: string | null): Figures =>
  ({
    key,
    ...Object.fromEntries([...COUNTS, ...Object.keys(PEOPLE_OF)].map((name) => [name, 0])),
  }) as Figures;

export interface Answered {
  readonly rows: readonly Figures[];
  /** Everything up to there is in the figures; null: everything there is. */
  readonly upTo: Date | null;
}

/**
 * Answers a question about a team's e-mails, exact as of the moment of the transaction: what has been counted, and what changed
 * since. Where too much did, as of the last that was counted. @returns undefined while a team is counted for the first time
 */
export async function figuresOf(tx: Tx, asking: Asking, question: Question): Promise<Answered | undefined> {
  // Hashes of people are some megabytes; compiling a statement takes longer than carrying it out.
  await sql`SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`.execute(tx);
  const [changed] = (await changedSince(asking.teamId, reportLimits.tail + 1).execute(tx)).rows;
  const whole = changed === undefined || Math.max(changed.emails, changed.received) <= reportLimits.tail;
  const upTo = whole || changed === undefined ? null : await countedUpTo(tx, asking.teamId, changed);
  if (upTo === undefined) return undefined;
  const { rows } = await statement(question, asking, whole ? (changed?.people ?? []) : []).execute(tx);
  return { rows, upTo };
}

/** Of what has not been counted wholly, the first place; undefined: a team is counted for the first time. */
async function countedUpTo(tx: Tx, team: number, { emails, received }: Changed): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    SELECT nullif(least(CASE WHEN ${emails > 0} THEN emails_stamp END, CASE WHEN ${received > 0} THEN received_stamp END), '-infinity') AS at
    FROM report_states WHERE team_id = ${team}`.execute(tx);
  return rows[0]?.at ?? undefined;
}
