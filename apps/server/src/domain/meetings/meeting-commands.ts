import { type Insertable, sql, type Updateable } from 'kysely';
import type { Tx } from '../../db/connect.js';
import type { MeetingsTable } from '../../db/schema.js';
import { append, type Cause, teamOf } from '../../events/outbox.js';
import { countMeeting } from '../cadences/cadence-rows.js';
import type { AnswerStatus } from './answer-rules.js';

/** Somebody invited, and what they answered when; `at` ISO 8601. */
export interface Attendee {
  readonly email: string;
  readonly name: string | null;
  readonly status: AnswerStatus;
  readonly at: string | null;
}

const COLUMNS = [
  ...['id', 'person_id', 'account_id', 'owner_id', 'booked_by_id', 'mailbox_id', 'cadence_id', 'title'],
  ...['description', 'location', 'start_time', 'end_time', 'recipient_name', 'recipient_email', 'guests'],
  ...['attendees', 'status', 'reschedule_status', 'answer', 'answered_at', 'booked_at', 'canceled_at'],
  ...['uid', 'sequence', 'time_sequence'],
] as const;

/** A meeting as its commands read it. */
export interface Meeting {
  readonly id: number;
  readonly person_id: number;
  readonly account_id: number | null;
  readonly owner_id: number;
  readonly booked_by_id: number;
  readonly mailbox_id: number | null;
  readonly cadence_id: number | null;
  readonly title: string;
  readonly description: string | null;
  readonly location: string | null;
  readonly start_time: Date;
  readonly end_time: Date;
  readonly recipient_name: string | null;
  readonly recipient_email: string | null;
  readonly guests: string[];
  readonly attendees: readonly Attendee[];
  readonly status: string;
  readonly reschedule_status: string | null;
  readonly answer: AnswerStatus;
  readonly answered_at: Date | null;
  readonly booked_at: Date | null;
  readonly canceled_at: Date | null;
  readonly uid: string;
  readonly sequence: number;
  readonly time_sequence: number;
}

/** A new meeting, told of. @returns its id */
export async function insertMeeting(cause: Cause, { attendees, ...row }: NewMeeting): Promise<number> {
  const { id } = await cause.tx
    .insertInto('meetings')
    .values({
      ...row,
      attendees: JSON.stringify(attendees),
      i_cal_uid: row.uid,
      team_id: teamOf(cause),
      created_at: cause.now,
      updated_at: cause.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await append(cause, 'meeting_updated', id);
  return id;
}
type NewMeeting = Omit<Insertable<MeetingsTable>, 'team_id' | 'created_at' | 'updated_at' | 'attendees'> & {
  attendees: readonly Attendee[];
};

/** Locks a meeting of the team; undefined: there is none. Whoever locks people does so before. */
export async function lockMeeting(tx: Tx, teamId: number, id: number): Promise<Meeting | undefined> {
  const row = await tx
    .selectFrom('meetings')
    .select(COLUMNS as never)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as Meeting | undefined;
}

/** Which meeting an answer is about, by what its invitation is called; undefined: none of the team's. */
export async function findInvited(tx: Tx, teamId: number, uid: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    SELECT id FROM (SELECT id, 0 AS rank FROM meetings WHERE team_id = ${teamId} AND uid = ${uid}
      UNION ALL SELECT id, 1 FROM meetings WHERE team_id = ${teamId} AND i_cal_uid = ${uid} AND canceled_at IS NULL) m
    ORDER BY rank, id DESC LIMIT 1`.execute(tx);
  return rows[0]?.id;
}

/** Changes a meeting and tells of it. */
export async function changeMeeting(
  cause: Cause,
  id: number,
  {
    attendees,
    ...patch
  }: Omit<Updateable<MeetingsTable>, 'attendees'> & {
    attendees?: readonly Attendee[];
  },
): Promise<void> {
  await cause.tx
    .updateTable('meetings')
    .set({
      ...patch,
      ...(attendees && { attendees: JSON.stringify(attendees) }),
      updated_at: cause.now,
    })
    .where('team_id', '=', teamOf(cause))
    .where('id', '=', id)
    .execute();
  await append(cause, 'meeting_updated', id);
}

/** Both sides want it, for the first time: told once. @returns whether it is so; then it is counted (`countBooked`) */
export async function bookMeeting(
  cause: Cause,
  { id, booked_at: before }: Pick<Meeting, 'id' | 'booked_at'>,
): Promise<boolean> {
  if (before !== null) return false;
  const teamId = teamOf(cause);
  await cause.tx
    .updateTable('meetings')
    .set({ booked_at: cause.now, updated_at: cause.now })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .execute();
  await append(cause, 'meeting_booked', id);
  return true;
}

/** Counted for the cadence that it is put down to; `by` -1: taken back. Last in a transaction: many share its row. */
export async function countBooked(
  cause: Cause,
  { cadence_id: cadence }: Pick<Meeting, 'cadence_id'>,
  by: 1 | -1 = 1,
): Promise<void> {
  if (cadence !== null) await countMeeting(cause.tx, teamOf(cause), cadence, by);
}
