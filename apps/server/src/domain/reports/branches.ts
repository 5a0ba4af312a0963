import { type RawBuilder, sql } from 'kysely';
import { aboutPerson, inSightOf } from '../visibility.js';
import { type Asking, type By, COUNTS, type Count, type Question } from './question.js';

/** A bounce that comes later than this says nothing of the delivery (design: eight days). */
const SETTLED_MS = 8 * 86_400_000;
/** A success is the last touch's of so long before. */
const CREDITED = sql.raw(`interval '30 days'`);
/** What happened at one moment of a fact, and what of it is counted. */
interface Happened {
  /** The range is asked of it. */
  readonly moment: RawBuilder<unknown>;
  readonly counts?: Partial<Record<Count, RawBuilder<unknown>>>;
  /** Counts that stand in the marks of the row (0380_report_marks.sql). */
  readonly marked?: readonly Count[];
}

/** Where facts of one kind stand. */
export interface Branch {
  readonly from: RawBuilder<unknown>;
  readonly alias: string;
  readonly happened: readonly Happened[];
  /** The record that a fact stands in, for who wants to see the rows behind a number. */
  readonly record: readonly [resource: string, id: RawBuilder<unknown>];
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
export const TOLD_BY_EMAIL = [
  ...['person_id', 'cadence_id', 'step_id', 'step_variant_id', 'email_template_id', 'mailbox_id', 'user_id'],
  ...['hour', 'provider'],
] as const;
/** What a call has of them. */
const OF_CALLS: readonly string[] = ['cadence_id', 'step_id', 'user_id'];
export const always = sql`true`;
export const listed = (columns: readonly string[], alias?: string) =>
  sql.raw(columns.map((column) => (alias === undefined ? `"${column}"` : `${alias}."${column}"`)).join(', '));

/** Conditions that are true together. */
export const all = (conditions: readonly RawBuilder<unknown>[]) =>
  conditions.length === 0
    ? always
    : sql.join(
        conditions.map((each) => sql`(${each})`),
        sql` AND `,
      );

export const narrowed = ({ only }: Question, alias: string) =>
  all(
    Object.entries(only).flatMap(([column, ids]) =>
      ids === undefined ? [] : [sql`${sql.ref(`${alias}.${column}`)} = ANY(${ids}::bigint[])`],
    ),
  );

export function inRange({ basis, from, until }: Question, moment: RawBuilder<unknown>): RawBuilder<unknown> {
  if (basis === 'cohort') return always;
  return all([
    ...(from === null ? [] : [sql`${moment} >= ${from}`]),
    ...(until === null ? [] : [sql`${moment} < ${until}`]),
  ]);
}

export const dayOf = (moment: RawBuilder<unknown>, zone: string) =>
  sql`(${moment} AT TIME ZONE ${zone})::date`;

/** What figures are set apart by, never null: rows are joined by it. {@link nullOf} is what stands for none. */
export function keyOf(
  { by, basis, zone }: Question,
  alias: string,
  moment: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (by === 'total') return sql`0`;
  // Of a cohort it is the day of the first e-mail, which only the whole of a person tells.
  if (by === 'day') return basis === 'cohort' ? sql`NULL::date` : dayOf(moment, zone);
  return sql`coalesce(${sql.ref(`${alias}.${KEYS[by]}`)}, ${nullOf(by)})`;
}

export const nullOf = (by: By) => sql.raw(by === 'provider' ? `''` : '-1');

export const bitsOf = (counts: readonly Count[]): number =>
  counts.reduce((bits, count) => bits + 2 ** COUNTS.indexOf(count), 0);
export const has = (column: string, counts: readonly Count[]) =>
  sql`${sql.ref(column)} & ${sql.raw(String(bitsOf(counts)))} <> 0`;

const OF_EMAILS = ['emails', sql`f.email_id`] as const;

function emailBranch({ now }: Question): Branch {
  const left: Happened = {
    moment: sql`f.at`,
    marked: ['sent', 'uncertain', 'delivered', 'answered', 'views_tracked', 'clicks_tracked'],
    counts: {
      young: sql`f.at > ${new Date(now.getTime() - SETTLED_MS)}::timestamptz AND ${has('f.marks', ['delivered'])}`,
    },
  };
  const bounced = { moment: sql`f.bounced_at`, marked: ['bounced', 'hard', 'soft', 'block'] as const };
  const viewed = { moment: sql`f.viewed_at`, marked: ['viewed'] as const };
  const clicked = { moment: sql`f.clicked_at`, marked: ['clicked'] as const };
  return {
    from: sql`f`,
    alias: 'f',
    begins: true,
    record: OF_EMAILS,
    happened: [left, bounced, viewed, clicked],
  };
}

const OF_ANSWERS = ['received_messages', sql`a.message_id`] as const;

function answerBranches(team: number): Branch[] {
  return [
    {
      from: sql`a`,
      alias: 'a',
      record: OF_ANSWERS,
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
      record: OF_EMAILS,
      happened: [{ moment: sql`o.at`, counts: { opt_outs: always } }],
    },
    {
      from: sql`a JOIN received_messages m ON m.team_id = ${team} AND m.id = a.message_id AND m.positive IS NOT NULL AND a.kind = 'reply'`,
      alias: 'a',
      record: OF_ANSWERS,
      happened: [
        { moment: sql`a.answered_at`, counts: { marked: always, marked_positive: sql`m.positive` } },
      ],
    },
    {
      // Programs that look, as far as their events are kept; colleagues are none.
      from: sql`(SELECT v.email_id, v.created_at AS at, v.kind FROM email_events v
        WHERE v.team_id = ${team} AND v.actor IN ('proxy', 'prefetch', 'scanner')) v JOIN f ON f.email_id = v.email_id`,
      alias: 'f',
      record: OF_EMAILS,
      happened: [
        {
          moment: sql`v.at`,
          counts: { machine_opens: sql`v.kind = 'open'`, machine_clicks: sql`v.kind = 'click'` },
        },
      ],
    },
  ];
}

/** The calls of a team that the caller sees. */
const callsSeen = (
  asking: Asking,
) => sql`SELECT c.id, c.person_id, c.created_at AS at, c.cadence_id, c.step_id, c.user_id, c.connected, c.positive
  FROM calls c WHERE c.team_id = ${asking.teamId} AND ${inSightOf(asking, aboutPerson('r.person_id'), 'c')}`;

function successBranch(asking: Asking): Branch {
  const { teamId: team } = asking;
  const touch = TOLD_BY_EMAIL.filter((column) => column !== 'person_id');
  return {
    from: sql`(SELECT s.id, s.person_id, s.succeeded_at, ${listed(touch, 't')} FROM successes s CROSS JOIN LATERAL (
        (SELECT f.at, ${listed(touch, 'f')} FROM f WHERE f.person_id = s.person_id AND NOT f.uncertain
          AND f.at <= s.succeeded_at AND f.at > s.succeeded_at - ${CREDITED} ORDER BY f.at DESC LIMIT 1)
        UNION ALL
        (SELECT c.created_at, c.cadence_id, c.step_id, NULL, NULL, NULL, c.user_id, NULL, NULL FROM calls c
          WHERE c.team_id = ${team} AND c.person_id = s.person_id AND c.created_at <= s.succeeded_at
          AND c.created_at > s.succeeded_at - ${CREDITED} ORDER BY c.created_at DESC LIMIT 1)
        ORDER BY at DESC LIMIT 1) t
      WHERE s.team_id = ${team} AND s.succeeded_at IS NOT NULL AND ${inSightOf(asking, aboutPerson('r.person_id'), 's')}) w`,
    alias: 'w',
    record: ['successes', sql`w.id`],
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
      record: ['calls', sql`k.id`],
      happened: [
        {
          moment: sql`k.at`,
          counts: { calls: always, connected: sql`k.connected`, positive: sql`k.positive` },
        },
      ],
    },
  ];
}

/** Everything that is counted, kind by kind. */
export const branchesOf = (question: Question, asking: Asking): Branch[] => [
  emailBranch(question),
  ...answerBranches(asking.teamId),
  successBranch(asking),
  ...callBranches(question, asking),
];
