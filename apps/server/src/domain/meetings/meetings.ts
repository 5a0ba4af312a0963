import { randomUUID } from 'node:crypto';
import type { Body, Contract } from '@cadenza/contract';
import { sql } from 'kysely';
import { addressKey } from '../../kernel/address.js';
import { AppError, invalid, notFound } from '../../kernel/errors.js';
import { addressesIn, senderOf } from '../activities/index.js';
import type { Command } from '../command.js';
import { exitPerson, lockPerson, type Person } from '../memberships/index.js';
import { namedUser, nonBlank, requireAdmin, requireOneOf } from '../records.js';
import { requireReferences } from '../references.js';
import { seesOwned } from '../visibility.js';
import { sendInvitation } from './invite.js';
import {
  type Attendee,
  bookMeeting,
  changeMeeting,
  countBooked,
  insertMeeting,
  lockMeeting,
  type Meeting,
} from './meeting-commands.js';
import { meetingDefaults } from './settings.js';
import { timesOf } from './times-rules.js';
import { meetingsView } from './view.js';

type Spec = Contract['resources']['meetings'];
type Create = Body<Spec['create']>;
type Update = Body<Spec['update']>;

/** Enters a meeting and invites to it from the owner's mailbox; or only enters one that was agreed elsewhere. @throws AppError invalid, forbidden */
async function createMeeting(command: Command, body: Create): Promise<number> {
  const { principal, now } = command;
  const { userId } = principal;
  const invites = body.send_invitation !== false;
  const ownerId = (await namedUser(command, { user_id: body.user_id })) ?? userId;
  const usual = await meetingDefaults(command, ownerId);
  if (ownerId !== userId && !usual.onBehalf) requireAdmin(principal, 'enter meetings of others');
  const times = timesOf(body, usual.length, now, invites);
  const person = await personOf(command, body.person_id);
  await requireReferences(command, [['accounts', 'account_id', body.account_id]]);
  if (body.task_id != null) await requireTask(command, body.task_id, person.id);
  if (invites && person.email_address === null) throw invalid('person_id', 'has no e-mail address');
  const sender = await senderOf(command, ownerId, body.mailbox_id ?? null);
  const guests = guestsOf(body.guests, [person.email_address, sender.address]);
  const credit = await creditOf(command, person.id);
  const id = await insertMeeting(command, {
    person_id: person.id,
    account_id: body.account_id === undefined ? person.account_id : body.account_id,
    owner_id: ownerId,
    booked_by_id: userId,
    mailbox_id: sender.mailboxId,
    ...credit,
    task_id: body.task_id ?? null,
    title: body.title,
    // What is not said is the owner's usual; "" and null say that there is none.
    description: body.description === undefined ? usual.description : body.description || null,
    location: body.location === undefined ? usual.location : body.location || null,
    start_time: times.start,
    end_time: times.end,
    meeting_type: body.meeting_type || null,
    meeting_type_id: body.meeting_type_id ?? null,
    recipient_name: nameOf(person),
    recipient_email: person.email_address,
    guests,
    attendees: attendeesOf(person, guests, []),
    status: invites ? 'pending' : 'booked',
    uid: `${randomUUID()}@${sender.address.split('@').at(-1) ?? 'localhost'}`,
  });
  const meeting = await requireMeeting(command, id);
  if (invites)
    await sendInvitation(command, meeting, person, sender, {
      method: 'REQUEST',
      answers: body.received_message_id ?? null,
    });
  else await book(command, meeting);
  return id;
}

/**
 * Changes a meeting. Whoever was invited is told of another time, place, title or company; another time has to be agreed
 * to anew. @throws AppError not_found, forbidden, invalid
 */
const updateMeeting = (command: Command, id: number, body: Update): Promise<void> =>
  moveMeeting(command, id, body, false);

/** The same; `agreed`: the person chose the time, who need not be asked whether it suits. */
export async function moveMeeting(
  command: Command,
  id: number,
  body: Update,
  agreed: boolean,
): Promise<void> {
  const { now } = command;
  const { meeting, person } = await lockOwn(command, id, 'change');
  const { title, description, location, guests, start_time, end_time, duration, ...rest } = body;
  const invited = await wasInvited(command, id);
  const before = { start: meeting.start_time, end: meeting.end_time };
  const asked = start_time != null || end_time != null || duration != null;
  const times = asked ? timesOf(body, before, now, invited) : before;
  const moved =
    times.start.getTime() !== before.start.getTime() || times.end.getTime() !== before.end.getTime();
  const sender = await senderOf(command, meeting.owner_id, meeting.mailbox_id, true);
  const words = {
    ...(title !== undefined && { title: nonBlank('title', title) ?? meeting.title }),
    ...(description !== undefined && { description: description || null }),
    ...(location !== undefined && { location: location || null }),
    ...(guests !== undefined && { guests: guestsOf(guests, [meeting.recipient_email, sender.address]) }),
  };
  const differs =
    moved || Object.entries(words).some(([key, value]) => !same(value, meeting[key as 'title']));
  if (meeting.canceled_at !== null && (differs || rest.status != null)) throw invalid('id', 'is canceled');
  const tells = differs && invited;
  const sequence = tells ? meeting.sequence + 1 : meeting.sequence;
  const everybody = attendeesOf(person, words.guests ?? meeting.guests, meeting.attendees);
  await changeMeeting(command, id, {
    ...rest,
    status: rest.status ?? undefined,
    no_show: rest.no_show ?? undefined,
    event_id: emptied(rest.event_id),
    i_cal_uid: emptied(rest.i_cal_uid),
    ...words,
    start_time: times.start,
    end_time: times.end,
    sequence,
    attendees: moved ? everybody.map((each) => askedAgain(each, agreed ? meeting : null, now)) : everybody,
    ...(moved && invited && { ...ASKED_AGAIN, time_sequence: sequence }),
    ...(moved && agreed && { ...AGREED, answered_at: now }),
  });
  const changed = await requireMeeting(command, id);
  if (tells) await sendInvitation(command, changed, person, sender, { method: 'REQUEST' });
  if (changed.status === 'booked') await book(command, changed);
}

/** The time there is now has no answer yet. */
const ASKED_AGAIN = { answer: 'needs_action', answered_at: null, reschedule_status: 'pending' } as const;

/** The person chose it. */
const AGREED = { answer: 'accepted', status: 'booked', reschedule_status: 'booked' } as const;
/** Somebody whose answer was to another time; `by`: the meeting whose person has chosen this one. */
const askedAgain = (each: Attendee, by: Meeting | null, now: Date): Attendee =>
  by !== null && each.email === addressKey(by.recipient_email ?? '')
    ? { ...each, status: 'accepted', at: now.toISOString() }
    : { ...each, status: 'needs_action', at: null };

/** Calls a meeting off, and tells who was invited; repeatable. It stays on the list. @throws AppError not_found, forbidden */
async function cancelMeeting(command: Command, id: number): Promise<void> {
  const { meeting, person } = await lockOwn(command, id, 'cancel');
  if (meeting.canceled_at !== null) return;
  await changeMeeting(command, id, { canceled_at: command.now, sequence: meeting.sequence + 1 });
  if (!(await wasInvited(command, id))) return;
  const sender = await senderOf(command, meeting.owner_id, meeting.mailbox_id, true);
  const canceled = await requireMeeting(command, id);
  try {
    await sendInvitation(command, canceled, person, sender, { method: 'CANCEL' });
  } catch (error) {
    // Whoever may not be written to any more is not; the meeting is off all the same.
    if (!(error instanceof AppError)) throw error;
  }
}

/** What follows for the person's cadences, once. */
async function book(command: Command, meeting: Meeting): Promise<void> {
  if (!(await bookMeeting(command, meeting))) return;
  await exitPerson(command, meeting.person_id, 'meeting_booked');
  await countBooked(command, meeting);
}

async function personOf({ tx, principal }: Command, id: number): Promise<Person> {
  const person = await lockPerson(tx, principal.teamId, id);
  if (!person || person.deleted_at !== null || !(await seesOwned(tx, principal, person.owner_id)))
    throw invalid('person_id', 'could not be found');
  return person;
}

/** Of this person. @throws AppError invalid */
async function requireTask({ tx, principal }: Command, id: number, personId: number): Promise<void> {
  const found = await tx
    .selectFrom('tasks')
    .select('id')
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw invalid('task_id', 'could not be found');
}

/** Person first, then the meeting, as everybody locks. @throws AppError not_found, forbidden */
async function lockOwn(
  { tx, principal }: Command,
  id: number,
  deed: string,
): Promise<{ meeting: Meeting; person: Person }> {
  const { teamId } = principal;
  const key = await tx
    .selectFrom('meetings')
    .select(['person_id', 'owner_id', 'booked_by_id'])
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  const person = key && (await lockPerson(tx, teamId, key.person_id));
  if (!person || !(await seesOwned(tx, principal, person.owner_id))) throw notFound();
  const users = [key.owner_id, key.booked_by_id];
  requireOneOf(
    principal,
    users,
    `Only whose meeting it is, who entered it, or an admin may ${deed} a meeting`,
  );
  const meeting = await lockMeeting(tx, teamId, id);
  if (!meeting) throw notFound();
  return { meeting, person };
}

async function requireMeeting({ tx, principal }: Command, id: number): Promise<Meeting> {
  const meeting = await lockMeeting(tx, principal.teamId, id);
  if (!meeting) throw notFound();
  return meeting;
}

async function wasInvited({ tx, principal }: Command, id: number): Promise<boolean> {
  const found = await tx
    .selectFrom('meeting_invitations')
    .select('email_id')
    .where('team_id', '=', principal.teamId)
    .where('meeting_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Everybody beside the person and the organizer, once. @throws AppError invalid */
function guestsOf(given: readonly string[] | null | undefined, others: readonly (string | null)[]): string[] {
  const known = new Set(others.map((address) => addressKey(address ?? '')));
  return addressesIn('guests', given).filter((address) => !known.has(address));
}

/** The person and the guests, with what they answered before. */
function attendeesOf(person: Person, guests: readonly string[], before: readonly Attendee[]): Attendee[] {
  const answered = new Map(before.map((each) => [each.email, each]));
  const fresh = (email: string, name: string | null): Attendee =>
    answered.get(email) ?? { email, name, status: 'needs_action', at: null };
  const first = before[0]?.email ?? (person.email_address === null ? null : addressKey(person.email_address));
  return [
    ...(first === null ? [] : [fresh(first, nameOf(person))]),
    ...guests.filter((email) => email !== first).map((email) => fresh(email, null)),
  ];
}

const nameOf = (person: Person): string | null =>
  [person.first_name, person.last_name].filter(Boolean).join(' ') || null;
const emptied = (text: string | null | undefined) => (text === '' ? null : text);
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** How long before a meeting the last touch may be that it is put down to: 30 days. */
const CREDIT = "interval '30 days'";

/** The last e-mail that left for the person from a cadence, or the last step done for them. */
async function creditOf(
  { tx, principal, now }: Command,
  personId: number,
): Promise<{ cadence_id: number | null; step_id: number | null; credited_email_id: number | null }> {
  const { rows } = await sql<{
    cadence_id: number;
    step_id: number | null;
    credited_email_id: number | null;
  }>`
    (SELECT e.cadence_id, e.step_id, e.id AS credited_email_id, e.sent_at AS at FROM emails e
      WHERE e.team_id = ${principal.teamId} AND e.person_id = ${personId} AND e.state = 'sent' AND e.cadence_id IS NOT NULL
        AND e.sent_at > ${now}::timestamptz - ${sql.raw(CREDIT)} ORDER BY e.sent_at DESC LIMIT 1)
    UNION ALL (SELECT a.cadence_id, a.step_id, NULL, a.completed_at FROM actions a
      WHERE a.team_id = ${principal.teamId} AND a.person_id = ${personId} AND a.status = 'completed' AND a.type <> 'email'
        AND a.completed_at > ${now}::timestamptz - ${sql.raw(CREDIT)} ORDER BY a.completed_at DESC LIMIT 1)
    ORDER BY at DESC LIMIT 1`.execute(tx);
  const { cadence_id = null, step_id = null, credited_email_id = null } = rows[0] ?? {};
  return { cadence_id, step_id, credited_email_id };
}

/** The meetings resource. */
export const meetings = {
  view: meetingsView,
  create: createMeeting,
  update: updateMeeting,
  remove: cancelMeeting,
};
