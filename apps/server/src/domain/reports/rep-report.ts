import type { Contract, Query } from '@cadenza/contract';
import { sql } from 'kysely';
import type { Database, Tx } from '../../db/connect.js';
import { readOnly } from '../../db/write.js';
import { invalid } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import { countryCode, type TeamSchedule, teamSchedule } from '../scheduling/index.js';
import { requireZone } from '../zones.js';
import { figuresOf, noFigures } from './figures.js';
import { namesOf } from './names.js';
import type { Figures } from './question.js';
import { type Range, rangeOf, stillCounting } from './range.js';
import { rateOf } from './rate-rules.js';
import { type RepDays, repliesOf, touchesOf, type Waited } from './rep-facts.js';
import { hoursOfDays, median, workingTime } from './working-time-rules.js';

type Asked = Query<Contract['operations']['rep_report']>;
type Behind = Query<Contract['operations']['rep_report_rows']>;

/** Replies that are looked at for a report; reps with them, too. */
const MOST_REPLIES = 20_000;
const MOST_REPS = 1000;
/** Working time is counted up to so long behind a range: who answers later has this as the answer's time. */
const WAITED_DAYS = 366;
const DAY_MS = 86_400_000;
const ANY_TIME = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }];

interface Rep {
  id: number;
  zone: string;
  work_country: string | null;
}

async function repsOf(tx: Tx, team: number, users: readonly number[] | undefined): Promise<Rep[]> {
  const { rows } =
    await sql<Rep>`SELECT u.id, u.time_zone AS zone, u.work_country FROM users u WHERE u.team_id = ${team}
    AND (${users ?? null}::bigint[] IS NULL OR u.id = ANY(${users ?? null}::bigint[])) ORDER BY u.id LIMIT ${MOST_REPS}`.execute(
      tx,
    );
  return rows;
}

/** Whether a date is a leave or a holiday of the rep; calendars of people's countries move touches, not days. */
function daysOff({ calendars, absences }: TeamSchedule, rep: Rep): (date: string) => boolean {
  const country = countryCode(rep.work_country);
  const theirs = calendars.filter(
    ({ appliesTo, country: of }) => appliesTo === 'all' || (appliesTo === 'user_country' && of === country),
  );
  const leaves = absences.filter(({ userId }) => userId === rep.id);
  return (date) =>
    leaves.some(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn) ||
    theirs.some(({ dayOff }) => dayOff(date) !== undefined);
}

/** All dates from the first to the last. */
function datesOf({ first, last }: Pick<Range, 'first' | 'last'>): string[] {
  const from = Date.parse(`${first}T00:00:00Z`);
  const count = Math.round((Date.parse(`${last}T00:00:00Z`) - from) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, n) => new Date(from + n * DAY_MS).toISOString().slice(0, 10));
}

/** Which days count of whom. */
function repDays(
  schedule: TeamSchedule,
  reps: readonly Rep[],
  range: Range,
  now: Date,
  users: readonly number[] | undefined,
): RepDays {
  const dates = datesOf(range);
  const off =
    schedule.calendars.length + schedule.absences.length === 0
      ? []
      : reps.flatMap((rep) => {
          const isOff = daysOff(schedule, rep);
          return dates.filter(isOff).map((day) => ({ userId: rep.id, day }));
        });
  return { first: range.first, last: range.last, now, users, off };
}

/** Working minutes from each reply to its answer, by rep. */
function answerTimes(
  schedule: TeamSchedule,
  reps: readonly Rep[],
  range: Range,
  replies: readonly Waited[],
): Map<number, number[]> {
  const known = hoursOfDays();
  const within = [range.from, new Date(range.until.getTime() + WAITED_DAYS * DAY_MS)] as const;
  const times = new Map<number, number[]>();
  for (const rep of reps) {
    const answered = replies.filter((each) => each.user_id === rep.id && each.answered_at !== null);
    if (answered.length === 0) continue;
    // The cadence plays no part: conversations are answered in the hours of the rep.
    const window = schedule.windowFor(rep.id, 0);
    const zone = (window?.zoneMode === 'fixed' ? window.timeZone : null) ?? rep.zone;
    const week = { zone, blocks: window?.blocks ?? ANY_TIME, off: daysOff(schedule, rep) };
    const between = workingTime(week, within, known);
    times.set(
      rep.id,
      answered.map(({ received_at: from, answered_at: to }) => between(from, to as Date)),
    );
  }
  return times;
}

async function scheduleOf(tx: Tx, team: number): Promise<TeamSchedule> {
  const { rows } = await sql<{
    version: number;
  }>`SELECT schedule_version AS version FROM teams WHERE id = ${team}`.execute(tx);
  return teamSchedule(tx, team, rows[0]?.version ?? 0);
}

interface Touches {
  user_id: number;
  due: number;
  on_time: number;
  done: number;
}

/** What a rep did, and what came of it. */
function rowOf(
  rep: Rep,
  name: string | null,
  {
    touched,
    minutes,
    waited,
    figures,
  }: { touched: Omit<Touches, 'user_id'>; minutes: readonly number[]; waited: number; figures: Figures },
) {
  return {
    user_id: rep.id,
    name,
    touches_due: touched.due,
    touches_on_time: touched.on_time,
    touches_late: touched.done - touched.on_time,
    touches_open: touched.due - touched.done,
    replies_answered: minutes.length,
    replies_waiting: waited - minutes.length,
    answer_minutes: median(minutes),
    sent: figures.sent,
    people_emailed: figures.people_emailed,
    people_contacted: figures.people_contacted,
    people_replied: figures.people_replied,
    calls: figures.calls,
    calls_connected: figures.connected,
    calls_positive: figures.positive,
    on_time_rate: rateOf(touched.on_time, touched.due),
    reply_rate: rateOf(figures.people_replied, figures.people_emailed),
    positive_rate: rateOf(figures.marked_positive, figures.marked),
    connect_rate: rateOf(figures.connected, figures.calls),
  };
}

/** Everything that happened in the range, by rep. @throws AppError invalid, unavailable */
async function readReps(
  tx: Tx,
  principal: Principal,
  range: Range,
  { users, zone, now }: { users: readonly number[] | undefined; zone: string; now: Date },
) {
  const { teamId: team } = principal;
  const schedule = await scheduleOf(tx, team);
  const reps = await repsOf(tx, team, users);
  const { rows: touches } =
    await sql<Touches>`WITH ${touchesOf(principal, repDays(schedule, reps, range, now, users))}
    SELECT user_id, count(*)::integer AS due, (count(*) FILTER (WHERE on_time))::integer AS on_time, (count(*) FILTER (WHERE done))::integer AS done
    FROM t GROUP BY user_id`.execute(tx);
  const { rows: replies } = await repliesOf(principal, { ...range, users, most: MOST_REPLIES + 1 }).execute(
    tx,
  );
  if (replies.length > MOST_REPLIES)
    throw invalid('from', `leaves more than ${MOST_REPLIES} replies: ask for fewer days or reps`);
  const question = {
    ...({ by: 'user', basis: 'period', zone, now, most: MOST_REPS } as const),
    ...{ from: range.from, until: range.until, only: { user_id: users } },
  };
  const found = await figuresOf(tx, principal, question);
  if (found === undefined) throw stillCounting();
  return { reps, touches, replies, found, times: answerTimes(schedule, reps, range, replies) };
}

/** What reps did, as wire JSON; `time` writes a moment as the caller reads it. @throws AppError invalid, unavailable */
export async function repReportOf(
  { kysely }: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Asked,
  { now, time }: { readonly now: Date; readonly time: (moment: Date) => string },
): Promise<string> {
  const { zone = principal.timeZone, user_id: users } = asked;
  if (asked.zone !== undefined) await requireZone(kysely, 'zone', zone);
  const range = rangeOf(asked, zone, now);
  return readOnly(kysely, principal.teamId, async (tx) => {
    const read = await readReps(tx, principal, range, { users, zone, now });
    const { reps, touches, replies, found, times } = read;
    const ids = reps.map(({ id }) => id);
    const names = await namesOf(tx, principal, 'user', ids);
    const rows = reps.map((rep) =>
      rowOf(rep, names.get(rep.id) ?? null, {
        touched: touches.find((each) => each.user_id === rep.id) ?? { due: 0, on_time: 0, done: 0 },
        minutes: times.get(rep.id) ?? [],
        waited: replies.filter((each) => each.user_id === rep.id).length,
        figures: found.rows.find(({ key }) => Number(key) === rep.id) ?? noFigures(null),
      }),
    );
    return JSON.stringify({
      basis: 'period',
      from: range.first,
      until: range.last,
      zone,
      counted_until: found.upTo === null ? null : time(found.upTo),
      rows: rows.filter(
        (row) => row.touches_due + row.sent + row.calls + row.replies_answered + row.replies_waiting > 0,
      ),
    });
  });
}

const TOUCHES: Readonly<Record<string, string>> = {
  touches_due: 'true',
  touches_on_time: 'on_time',
  touches_late: 'done AND NOT on_time',
  touches_open: 'NOT done',
};

/** The touches or messages behind a number of a rep, the newest first. */
export async function rowsOfRep(tx: Tx, principal: Principal, asked: Behind, range: Range, now: Date) {
  const { teamId: team } = principal;
  const { figure, user_id: users, page, per_page: size } = asked;
  const condition = TOUCHES[figure];
  if (condition !== undefined) {
    const days = repDays(await scheduleOf(tx, team), await repsOf(tx, team, users), range, now, users);
    const { rows } = await sql<{ id: number; person_id: number; at: Date }>`WITH ${touchesOf(principal, days)}
      SELECT id, person_id, due_at AS at FROM t WHERE ${sql.raw(condition)} ORDER BY due_at DESC, id DESC
      LIMIT ${size + 1} OFFSET ${(page - 1) * size}`.execute(tx);
    return rows.map((row) => ({ resource: 'actions', ...row }));
  }
  const { rows } = await repliesOf(principal, { ...range, users, most: MOST_REPLIES }).execute(tx);
  return rows
    .filter(({ answered_at: at }) => (figure === 'replies_answered') === (at !== null))
    .slice((page - 1) * size, page * size + 1)
    .map(({ id, person_id, received_at: at }) => ({ resource: 'received_messages', id, person_id, at }));
}
