import type { Tx } from '../../db/connect.js';
import { addressKey } from '../../kernel/address.js';
import type { AnswerStatus, CalendarAnswer } from './answer-rules.js';
import {
  type Attendee,
  bookMeeting,
  changeMeeting,
  countBooked,
  findInvited,
  lockMeeting,
  type Meeting,
} from './meeting-commands.js';

/** Who answers, and when that came. */
interface Answering {
  readonly from: string;
  /** Whom the message is about. */
  readonly personId: number;
  readonly receivedAt: Date;
}

/** What an answer changed: plain JSON, stored beside the message and given to `undoAnswer`. */
export interface MeetingEffect {
  readonly id: number;
  readonly email: string;
  readonly status: AnswerStatus;
  /** The row of whoever answered, and the columns, as they were. Times are ISO 8601. */
  readonly before: Pick<Attendee, 'status' | 'at'> & {
    readonly answer: AnswerStatus;
    readonly answered_at: string | null;
    readonly meeting_status: string;
    readonly reschedule_status: string | null;
    readonly booked: boolean;
  };
}

interface Work {
  tx: Tx;
  teamId: number;
  now: Date;
}

/**
 * Writes down what somebody who is invited answers. Nothing happens where the meeting is another team's or canceled,
 * where the answer is about a time of before, older than the one there is, or somebody else's. The caller holds the
 * lock of the person whom the message is about. @returns what changed
 */
export async function answerMeeting(
  work: Work,
  answer: CalendarAnswer,
  answering: Answering,
): Promise<MeetingEffect | undefined> {
  const { tx, teamId, now } = work;
  if (answer.occurrence) return undefined;
  const id = await findInvited(tx, teamId, answer.uid);
  const meeting = id === undefined ? undefined : await lockMeeting(tx, teamId, id);
  if (!meeting || meeting.canceled_at !== null || answer.sequence < meeting.time_sequence) return undefined;
  const said = whoSays(meeting, answer, answering);
  if (!said) return undefined;
  const { attendee, status } = said;
  const { receivedAt } = answering;
  if (attendee.at !== null && new Date(attendee.at) >= receivedAt) return undefined;
  const at = receivedAt.toISOString();
  const attendees = meeting.attendees.map((each) => (each === attendee ? { ...each, status, at } : each));
  const main = isRecipient(meeting, attendee.email);
  const columns = main ? { ...byAnswer(meeting, status), answer: status, answered_at: receivedAt } : {};
  await changeMeeting({ tx, teamId, now }, meeting.id, { attendees, ...columns });
  const booked = main && status === 'accepted' && (await bookMeeting({ tx, teamId, now }, meeting));
  if (booked) await countBooked({ tx, teamId, now }, meeting);
  const { answer: before, answered_at: answered, reschedule_status } = meeting;
  return {
    id: meeting.id,
    email: attendee.email,
    status,
    before: {
      ...{ status: attendee.status, at: attendee.at, answer: before, reschedule_status, booked },
      answered_at: answered?.toISOString() ?? null,
      meeting_status: meeting.status,
    },
  };
}

const isRecipient = ({ recipient_email: email }: Meeting, address: string): boolean =>
  email !== null && addressKey(email) === address;

/** Everybody answers for themselves; for the person, whoever is nobody else of those invited (a secretary, another address). */
function whoSays(
  meeting: Meeting,
  { attendees }: CalendarAnswer,
  { from, personId }: Answering,
): { attendee: Attendee; status: AnswerStatus } | undefined {
  const invited = (address: string) => meeting.attendees.find(({ email }) => email === address);
  const sender = addressKey(from);
  const said = attendees.map(({ email, status }) => ({ address: addressKey(email), status }));
  const own = said.find(({ address }) => address === sender);
  const self = invited(sender);
  if (self) {
    const status = (own ?? (said.length === 1 ? said[0] : undefined))?.status;
    return status && { attendee: self, status };
  }
  if (personId !== meeting.person_id) return undefined;
  const forPerson = said.find(({ address }) => isRecipient(meeting, address));
  const attendee = forPerson && invited(forPerson.address);
  return attendee && { attendee, status: forPerson.status };
}

/** What the person's answer makes of the meeting. */
function byAnswer(
  { status: before, reschedule_status: moved }: Meeting,
  status: AnswerStatus,
): { status?: 'booked' | 'failed'; reschedule_status?: 'booked' | 'failed' } {
  const becomes = status === 'accepted' ? 'booked' : status === 'declined' ? 'failed' : undefined;
  if (becomes === undefined) return {};
  return {
    ...(before !== becomes && { status: becomes }),
    ...(moved !== null && { reschedule_status: becomes }),
  };
}

/** Takes an answer back, unless the meeting is another since. @returns whether it did */
export async function undoAnswer(work: Work, effect: MeetingEffect): Promise<boolean> {
  const { tx, teamId, now } = work;
  const meeting = await lockMeeting(tx, teamId, effect.id);
  const attendee = meeting?.attendees.find(({ email }) => email === effect.email);
  if (!meeting || attendee?.status !== effect.status) return false;
  const { before } = effect;
  const attendees = meeting.attendees.map((each) =>
    each === attendee ? { ...each, status: before.status, at: before.at } : each,
  );
  const main = isRecipient(meeting, effect.email);
  await changeMeeting({ tx, teamId, now }, meeting.id, {
    attendees,
    ...(main && {
      answer: before.answer,
      answered_at: before.answered_at === null ? null : new Date(before.answered_at),
      status: before.meeting_status,
      reschedule_status: before.reschedule_status,
      ...(before.booked && { booked_at: null }),
    }),
  });
  if (before.booked) await countBooked({ tx, teamId, now }, meeting, -1);
  return true;
}
