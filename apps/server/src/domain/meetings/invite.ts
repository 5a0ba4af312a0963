import { sql } from 'kysely';
import { type Sender, withdrawOneOff, writeOneOff } from '../activities/index.js';
import type { Command } from '../command.js';
import type { Person } from '../memberships/index.js';
import { calendarOf, type Invitation } from './calendar-rules.js';
import type { Meeting } from './meeting-commands.js';
import { wordsOf } from './words-rules.js';

/** What becomes of an invitation. */
interface Sent {
  readonly method: Invitation['method'];
  /** The message of the person that the first one answers. */
  readonly answers?: number | null;
}

/**
 * Writes the e-mail that invites to a meeting, changes or cancels it, with its calendar part, into the ledger. One of
 * before that has not left yet is taken back. @throws AppError invalid
 */
export async function sendInvitation(
  command: Command,
  meeting: Meeting,
  person: Person,
  sender: Sender,
  { method, answers = null }: Sent,
): Promise<void> {
  const { tx, principal, now } = command;
  const { teamId } = principal;
  const unseen = await withdrawEarlier(command, meeting.id);
  // Whoever was never told of it need not be told that it is off.
  if (method === 'CANCEL' && unseen) return;
  const to = meeting.recipient_email ?? '';
  const calendar = calendarOf({
    method,
    uid: meeting.uid,
    sequence: meeting.sequence,
    writtenAt: now,
    start: meeting.start_time,
    end: meeting.end_time,
    title: meeting.title,
    location: meeting.location,
    description: meeting.description,
    organizer: { email: sender.address, name: sender.name },
    attendees: meeting.attendees.map(({ email, name }) => ({ email, name })),
  });
  const words = wordsOf(meeting, { method, timeZone: sender.timeZone });
  const emailId = await writeOneOff(command, person, sender, {
    to,
    cc: meeting.guests,
    ...words,
    answers,
    agreed: !unseen,
  });
  await sql`INSERT INTO meeting_invitations (team_id, email_id, created_at, meeting_id, method, sequence, calendar)
    VALUES (${teamId}, ${emailId}, ${now}, ${meeting.id}, ${method}, ${meeting.sequence}, ${calendar})`.execute(
    tx,
  );
}

/** @returns whether nothing of the meeting has left yet */
async function withdrawEarlier(command: Command, meetingId: number): Promise<boolean> {
  const { tx, principal } = command;
  const { rows } = await sql<{ email_id: number }>`
    SELECT email_id FROM meeting_invitations WHERE team_id = ${principal.teamId} AND meeting_id = ${meetingId} ORDER BY email_id DESC LIMIT 100`.execute(
    tx,
  );
  let unseen = true;
  for (const { email_id: id } of rows) if (!(await withdrawOneOff(command, id))) unseen = false;
  return unseen;
}
