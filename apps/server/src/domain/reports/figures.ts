import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { aboutPerson, inSightOf } from '../visibility.js';
import { type Changed, changedSince, FACT_COLUMNS, factsOf } from './facts.js';

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
  people_emailed: ['delivered'],
  people_contacted: ['delivered', 'calls'],
  people_replied: ['replies'],
  people_viewed: ['viewed'],
  people_clicked: ['clicked'],
  people_views_tracked: ['views_tracked'],
  people_clicks_tracked: ['clicks_tracked'],
  people_opted_out: ['opt_outs'],
  people_succeeded: ['successes'],
} as const satisfies Readonly<Record<string, readonly Count[]>>;
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

/** What happened at one moment of a fact, and what of it is counted. */
interface Happened {
  /** The range is asked of it. */
  readonly moment: RawBuilder<unknown>;
  readonly counts?: Partial<Record<Count, RawBuilder<unknown>>>;
  /** Counts that stand in the marks of the row (0380_report_marks.sql). */
  readonly marked?: readonly Count[];
}

/** Where facts of one kind stand. */
interface Branch {
  readonly from: RawBuilder<unknown>;
  readonly alias: string;
  readonly happened: readonly Happened[];
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
/** Whose an e-mail is, and all that figures are set apart by. */
const TOLD_BY_EMAIL = [
  ...['person_id', 'cadence_id', 'step_id', 'step_variant_id', 'email_template_id', 'mailbox_id', 'user_id'],
  ...['hour', 'provider'],
] as const;
/** What a call has of them. */
const OF_CALLS: readonly string[] = ['cadence_id', 'step_id', 'user_id'];
const always = sql`true`;
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

/** What figures are set apart by, never null: rows are joined by it. {@link nullOf} is what stands for none. */
function keyOf(
  { by, basis, zone }: Question,
  alias: string,
  moment: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (by === 'total') return sql`0`;
  // Of a cohort it is the day of the first e-mail, which only the whole of a person tells.
  if (by === 'day') return basis === 'cohort' ? sql`NULL::date` : dayOf(moment, zone);
  return sql`coalesce(${sql.ref(`${alias}.${KEYS[by]}`)}, ${nullOf(by)})`;
}

const nullOf = (by: By) => sql.raw(by === 'provider' ? `''` : '-1');

const bitsOf = (counts: readonly Count[]): number =>
  counts.reduce((bits, count) => bits + 2 ** COUNTS.indexOf(count), 0);
const has = (column: string, counts: readonly Count[]) =>
  sql`${sql.ref(column)} & ${sql.raw(String(bitsOf(counts)))} <> 0`;

/** A row for each fact, and what it counts as: a bit for each. All that happened to it at once, except where days are set apart. */
function factRows(question: Question, branch: Branch): RawBuilder<unknown>[] {
  const { from, alias, happened, begins } = branch;
  const { by, basis } = question;
  const together = by !== 'day' || basis === 'cohort';
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
    return sql`SELECT ${keyOf(question, alias, moment)} AS key, ${sql.ref(`${alias}.person_id`)} AS person_id,
      ${begins ? sql`CASE WHEN NOT f.uncertain THEN f.at END` : sql`NULL::timestamptz`} AS first, ${sql.join(bits, sql` + `)} AS bits
    FROM ${from} WHERE ${narrowed(question, alias)} AND (${sql.join(
      parts.map(({ moment: at }) => sql`(${at} IS NOT NULL AND ${inRange(question, at)})`),
      sql` OR `,
    )})`;
  });
}

function emailBranch({ now }: Question): Branch {
  const left: Happened = {
    moment: sql`f.at`,
    marked: ['sent', 'uncertain', 'delivered', 'answered', 'views_tracked', 'clicks_tracked'],
    counts: {
      young: sql`f.at > ${now}::timestamptz - ${SETTLED} AND ${has('f.marks', ['delivered'])}`,
    },
  };
  const bounced = { moment: sql`f.bounced_at`, marked: ['bounced', 'hard', 'soft', 'block'] as const };
  const viewed = { moment: sql`f.viewed_at`, marked: ['viewed'] as const };
  const clicked = { moment: sql`f.clicked_at`, marked: ['clicked'] as const };
  return { from: sql`f`, alias: 'f', begins: true, happened: [left, bounced, viewed, clicked] };
}

function answerBranches(team: number): Branch[] {
  return [
    {
      from: sql`a`,
      alias: 'a',
      happened: [
        {
          moment: sql`a.answered_at`,
          counts: { replies: sql`a.kind = 'reply'`, complaints: sql`a.kind = 'complaint'` },
        },
      ],
    },
    {
      from: sql`(SELECT s.email_id, coalesce(s.opted_out_at, s.created_at) AS at FROM suppressions s
        WHERE s.team_id = ${team} AND s.email_id IS NOT NULL AND (s.opted_out_at IS NOT NULL OR s.reason = 'opt_out')) o
        JOIN f ON f.email_id = o.email_id`,
      alias: 'f',
      happened: [{ moment: sql`o.at`, counts: { opt_outs: always } }],
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
  const touch = TOLD_BY_EMAIL.filter((column) => column !== 'person_id');
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
    alias: 'w',
    happened: [{ moment: sql`w.succeeded_at`, counts: { successes: always } }],
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
      alias: 'k',
      happened: [
        {
          moment: sql`k.at`,
          counts: { calls: always, connected: sql`k.connected`, positive: sql`k.positive` },
        },
      ],
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

/**
 * Facts by what they count as, and people by what there is of theirs: two kinds of small rows, from one look at all facts. (Twenty
 * counters for each person took three quarters of the time of a report.)
 */
function countedOf(question: Question): RawBuilder<unknown> {
  const { by, basis, zone } = question;
  if (basis === 'period')
    return sql`g AS (SELECT p.key, p.bits, p.person_id, count(*)::integer AS facts, bit_or(p.bits) AS any
        FROM p GROUP BY GROUPING SETS ((p.key, p.bits), (p.key, p.person_id))),
      c AS (SELECT g.key, g.bits, g.facts, 0::bigint AS people FROM g WHERE g.bits IS NOT NULL
        UNION ALL SELECT g.key, g.any, 0, count(*) FROM g WHERE g.bits IS NULL GROUP BY 1, 2)`;
  const key = by === 'day' ? dayOf(sql`q.first`, zone) : sql`q.key`;
  // Whoever begins decides whose facts are counted, so they are looked at twice.
  return sql`q AS MATERIALIZED (SELECT p.key, p.person_id, min(p.first) AS first, bit_or(p.bits) AS any
        FROM p GROUP BY 1, 2 HAVING ${begun(question)}),
      c AS (SELECT ${key} AS key, p.bits, count(*)::integer AS facts, 0::bigint AS people
        FROM p JOIN q ON q.person_id = p.person_id ${by === 'day' ? sql`` : sql`AND q.key = p.key`} GROUP BY 1, 2
        UNION ALL SELECT ${key}, q.any, 0, count(*) FROM q GROUP BY 1, 2)`;
}

function statement(question: Question, asking: Asking, people: readonly number[]): RawBuilder<Figures> {
  const { by, most } = question;
  const { teamId: team } = asking;
  const seen = (alias: string) => inSightOf(asking, aboutPerson('r.person_id'), alias);
  const parts = [
    emailBranch(question),
    ...answerBranches(team),
    successBranch(asking),
    ...callBranches(question, asking),
  ].flatMap((branch) => factRows(question, branch));
  // Sums of bigints are numbers of any length; these fit.
  const sumOf = (what: 'facts' | 'people', name: string, counts: readonly Count[]) =>
    sql`coalesce(sum(${sql.ref(`c.${what}`)}) FILTER (WHERE ${has('c.bits', counts)}), 0)::bigint AS ${sql.ref(name)}`;
  const sums = [
    ...COUNTS.map((count) => sumOf('facts', count, [count])),
    ...Object.entries(PEOPLE_OF).map(([name, counts]) => sumOf('people', name, counts)),
  ];
  const key = by === 'total' || by === 'day' ? sql`c.key` : sql`nullif(c.key, ${nullOf(by)})`;
  return sql<Figures>`WITH ${factsOf(team, people)},
    f AS NOT MATERIALIZED (
      SELECT ${listed(FACT_COLUMNS, 'r')}, r.marks FROM report_emails r WHERE r.team_id = ${team} AND r.person_id <> ALL(${people}::bigint[]) AND ${seen('r')}
      UNION ALL SELECT ${listed(FACT_COLUMNS, 'n')}, report_marks(n.uncertain, n.at, n.bounced_at, n.severity, n.viewed_at, n.clicked_at,
        n.replied_at, n.view_tracking, n.click_tracking) FROM facts n WHERE ${seen('n')}),
    a AS NOT MATERIALIZED (
      SELECT a.kind, a.at AS answered_at, ${listed(TOLD_BY_EMAIL, 'r')}
        FROM report_answers a JOIN report_emails r ON r.team_id = a.team_id AND r.email_id = a.email_id
        WHERE a.team_id = ${team} AND r.team_id = ${team} AND a.person_id <> ALL(${people}::bigint[]) AND ${seen('r')}
      UNION ALL SELECT a.kind, a.at, ${listed(TOLD_BY_EMAIL, 'n')} FROM answers a JOIN facts n ON n.email_id = a.email_id WHERE ${seen('n')}),
    p AS ${question.basis === 'cohort' ? sql`` : sql`NOT`} MATERIALIZED (${sql.join(
      parts.map((each) => sql`(${each})`),
      sql` UNION ALL `,
    )}),
    ${countedOf(question)}
    SELECT ${by === 'total' ? sql`''` : sql`${key}::text`} AS key, ${sql.join(sums.map((each) => sql`${each}`))} FROM c GROUP BY c.key
    ORDER BY ${by === 'day' || by === 'hour' ? sql`${key} NULLS LAST` : sql`sent DESC, ${key} NULLS LAST`}
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
