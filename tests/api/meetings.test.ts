import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { engineOf, memoryMailer } from '../engine/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Meetings: invitations that leave, answers that come back, and what both make of a person's cadences. */
let server: TestServer;
let admin: Caller;
let rep: Caller;
let box: number;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin, { admin: false });
  const { teamId, userId } = rep.principal;
  const now = server.clock.now();
  const values = { team_id: teamId, created_at: now, updated_at: now, user_id: userId, kind: 'smtp' };
  const made = await server.database.kysely
    .insertInto('mailboxes')
    .values({ ...values, email_address: 'rhea@sender.test' })
    .returning('id')
    .executeTakeFirstOrThrow();
  box = made.id;
});
afterAll(() => server.close());

type Body = Record<string, unknown>;
// oxlint-disable-next-line typescript/no-explicit-any
const post = async (path: string, body: Body, who = rep): Promise<any> => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
let people = 0;
async function person(fields: Body = {}): Promise<{ id: number; address: string }> {
  people += 1;
  const address = `m${people}@customer.test`;
  const owner_id = rep.principal.userId;
  const { id } = await post('/v2/people', {
    email_address: address,
    last_name: 'Buyer',
    owner_id,
    ...fields,
  });
  return { id, address };
}
/** Somebody on a cadence that ends with a meeting, or does not. */
async function onCadence(id: number, ends = true): Promise<number> {
  const cadence = await post(
    '/v2/cadences',
    { name: `C ${id} ${ends}`, remove_people_when_meeting_booked: ends },
    admin,
  );
  await post('/v2/steps', { cadence_id: cadence.id, type: 'phone', name: 'Call', day: 1 }, admin);
  await post('/v2/cadence_memberships', { person_id: id, cadence_id: cadence.id }, admin);
  return cadence.id;
}
const live = async (personId: number): Promise<boolean[]> =>
  (
    await admin.call(
      'GET',
      `/v2/cadence_memberships?person_id=${personId}&sort_by=added_at&sort_direction=ASC`,
    )
  ).body.data.map((each: { currently_on_cadence: boolean }) => each.currently_on_cadence);
const START = '2026-03-10T14:00:00.000000Z';
const book = (id: number, more: Body = {}) =>
  post('/v2/meetings', { person_id: id, title: 'Demo', start_time: START, duration: 45, ...more });
const show = async (id: number) => (await rep.call('GET', `/v2/meetings/${id}`)).body.data;

/** What leaves meanwhile. */
async function leaves() {
  const mailer = memoryMailer();
  server.clock.advance(60_000);
  await engineOf(server.database, mailer).runOnce(server.clock.now());
  return Promise.all(
    mailer.sent.map(async ({ raw, envelope }) => {
      const mail = await simpleParser(raw as Buffer);
      const part = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
      const calendar = part?.content.toString().replaceAll('\r\n ', '') ?? '';
      const line = (name: string) =>
        calendar
          .split('\r\n')
          .find((each) => each.startsWith(`${name}:`))
          ?.slice(name.length + 1);
      return { to: envelope.to, subject: mail.subject, text: mail.text, line, calendar, raw: String(raw) };
    }),
  );
}

let letters = 0;
async function answers(
  from: string,
  partstat: string,
  {
    uid,
    sequence = 0,
    attendee = from,
    minutes = 0,
  }: { uid: string; sequence?: number; attendee?: string; minutes?: number },
): Promise<number | undefined> {
  letters += 1;
  const now = new Date(server.clock.now().getTime() + minutes * 60_000);
  const calendar = `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nSEQUENCE:${sequence}\r\nATTENDEE;PARTSTAT=${partstat}:mailto:${attendee}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const raw = `From: ${from}\r\nTo: rhea@sender.test\r\nSubject: Re\r\nMessage-ID: <a${letters}@customer.test>\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n${calendar}`;
  const arrival = {
    ...{ teamId: rep.principal.teamId, mailboxId: box, folder: 'INBOX', role: 'inbox' as const },
    ...{ uidValidity: 1, uid: letters, flags: new Set<string>(), receivedAt: now },
  };
  return receiveMessage(server.database, arrival, Buffer.from(raw), now);
}

it('an invitation leaves from the rep’s mailbox; an accepted one is booked, told, counted, and ends the cadences that say so', async () => {
  const { id, address } = await person();
  const cadence = await onCadence(id);
  await onCadence(id, false);
  const meeting = await book(id, { location: 'Room 1', guests: ['Guest@guests.test', address] });
  expect(meeting).toMatchObject({
    ...{
      status: 'pending',
      answer: 'needs_action',
      start_time: START,
      end_time: '2026-03-10T14:45:00.000000Z',
    },
    ...{
      guests: ['guest@guests.test'],
      recipient_email: address,
      owned_by_user: { id: rep.principal.userGuid },
    },
  });
  const [mail] = await leaves();
  expect(mail?.to).toEqual([address, 'guest@guests.test']);
  expect(mail?.text).toContain('2026-03-10');
  expect(mail?.raw).toContain('Content-Type: text/calendar; charset=utf-8; method=REQUEST');
  expect([mail?.line('METHOD'), mail?.line('UID'), mail?.line('SEQUENCE')]).toEqual([
    'REQUEST',
    meeting.i_cal_uid,
    '0',
  ]);
  expect(mail?.calendar).toContain('ORGANIZER;CN="');
  expect((await show(meeting.id)).invitation.id).toBe(meeting.invitation.id);
  expect(await live(id)).toEqual([true, true]);

  await answers('guest@guests.test', 'ACCEPTED', { uid: meeting.i_cal_uid });
  expect(await show(meeting.id)).toMatchObject({ status: 'pending', answer: 'needs_action' });
  const message = await answers(address, 'ACCEPTED', { uid: meeting.i_cal_uid });
  const booked = await show(meeting.id);
  expect(booked).toMatchObject({
    status: 'booked',
    answer: 'accepted',
    count_towards_meetings_booked_metric: true,
  });
  expect(booked.attendees.map(({ status, organizer }: Body) => [status, organizer])).toEqual([
    ['accepted', true],
    ['accepted', false],
    ['needs_action', false],
  ]);
  expect(await live(id)).toEqual([false, true]);
  const told = await server.database.pool.query(
    `SELECT event_type FROM events WHERE resource_id = $1 AND event_type LIKE 'meeting%' ORDER BY id`,
    [meeting.id],
  );
  expect(told.rows.map(({ event_type }) => event_type)).toEqual([
    'meeting_updated',
    'meeting_updated',
    'meeting_booked',
  ]);
  const history = await admin.call(
    'GET',
    `/v2/activity_histories?resource_type=person&resource_id=${id}&type=meeting`,
  );
  expect(history.body.data[0]).toMatchObject({
    id: `meeting-${meeting.id}`,
    dynamic_data: { status: 'booked' },
  });
  const notices = await rep.call('GET', `/v2/notices?person_id=${id}`);
  expect(notices.body.data).toHaveLength(1);
  expect(cadence).toBeGreaterThan(0);

  // Taken back: whoever reads the answer otherwise.
  const undone = await rep.call('POST', `/v2/received_messages/${message}/undo`, {});
  expect(undone.status, undone.text).toBe(200);
  expect(await show(meeting.id)).toMatchObject({
    status: 'pending',
    answer: 'needs_action',
    booked_at: null,
  });
  expect(await live(id)).toEqual([true, true]);
});

it('is put down to the last touch, and counted for its cadence once', async () => {
  const { id, address } = await person();
  const cadence = await onCadence(id, false);
  await server.database.pool.query(
    `UPDATE actions SET status = 'completed', completed_at = $2 WHERE person_id = $1`,
    [id, server.clock.now()],
  );
  const meeting = await book(id);
  expect(meeting.cadence.id).toBe(cadence);
  expect(meeting.step).not.toBeNull();
  await leaves();
  const counted = async () =>
    (await admin.call('GET', `/v2/cadences/${cadence}`)).body.data.counts.meetings_booked;
  await answers(address, 'ACCEPTED', { uid: meeting.i_cal_uid });
  expect(await counted()).toBe(1);
  await answers(address, 'DECLINED', { uid: meeting.i_cal_uid, minutes: 1 });
  expect(await show(meeting.id)).toMatchObject({ status: 'failed', answer: 'declined' });
  await answers(address, 'ACCEPTED', { uid: meeting.i_cal_uid, minutes: 2 });
  expect(await show(meeting.id)).toMatchObject({ status: 'booked', answer: 'accepted' });
  expect(await counted()).toBe(1);
});

it('another time is asked for anew, and an answer to the one before is none; what was called off is told', async () => {
  const { id, address } = await person();
  const meeting = await book(id);
  await leaves();
  await answers(address, 'ACCEPTED', { uid: meeting.i_cal_uid });
  const put = async (body: Body) => {
    const answer = await rep.call('PUT', `/v2/meetings/${meeting.id}`, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.data;
  };
  // Words alone: told, and what was accepted stays so.
  expect(await put({ location: 'Room 2' })).toMatchObject({ answer: 'accepted', status: 'booked' });
  const moved = await put({ start_time: '2026-03-11T14:00:00Z' });
  expect(moved).toMatchObject({
    ...{ answer: 'needs_action', reschedule_status: 'pending', status: 'booked' },
    end_time: '2026-03-11T14:45:00.000000Z',
  });
  // The one about the room had not left yet: nobody is written to twice.
  const mails = await leaves();
  expect(mails.map(({ line }) => [line('METHOD'), line('SEQUENCE'), line('DTSTART')])).toEqual([
    ['REQUEST', '2', '20260311T140000Z'],
  ]);
  await answers(address, 'ACCEPTED', { uid: meeting.i_cal_uid, sequence: 0, minutes: 1 });
  await answers(address, 'ACCEPTED', { uid: meeting.i_cal_uid, sequence: 1, minutes: 2 });
  expect(await show(meeting.id)).toMatchObject({ answer: 'needs_action', reschedule_status: 'pending' });
  await answers(address, 'TENTATIVE', { uid: meeting.i_cal_uid, sequence: 2, minutes: 3 });
  expect(await show(meeting.id)).toMatchObject({ answer: 'tentative', reschedule_status: 'pending' });
  await answers(address, 'ACCEPTED', { uid: meeting.i_cal_uid, sequence: 2, minutes: 4 });
  // Older than the one before, however late it comes.
  await answers(address, 'DECLINED', { uid: meeting.i_cal_uid, sequence: 2, minutes: 2 });
  expect(await show(meeting.id)).toMatchObject({ answer: 'accepted', reschedule_status: 'booked' });

  // Whoever wants no marketing is still told that it is off.
  await post('/v2/suppressions', { value: address, reason: 'opt_out' }, admin);
  expect((await rep.call('DELETE', `/v2/meetings/${meeting.id}`)).status).toBe(204);
  expect((await rep.call('DELETE', `/v2/meetings/${meeting.id}`)).status).toBe(204);
  const canceled = await leaves();
  expect(
    canceled.map(({ subject, line }) => [subject, line('METHOD'), line('SEQUENCE'), line('STATUS')]),
  ).toEqual([['Canceled: Demo', 'CANCEL', '3', 'CANCELLED']]);
  expect((await show(meeting.id)).canceled_at).not.toBeNull();
  expect((await rep.call('PUT', `/v2/meetings/${meeting.id}`, { title: 'X' })).status).toBe(422);
  await answers(address, 'DECLINED', { uid: meeting.i_cal_uid, sequence: 3, minutes: 9 });
  expect((await show(meeting.id)).answer).toBe('accepted');
});

it('goes on from another mailbox where the one that invited was removed', async () => {
  const { id } = await person();
  const values = { team_id: rep.principal.teamId, user_id: rep.principal.userId, kind: 'smtp' };
  const now = server.clock.now();
  const other = await server.database.kysely
    .insertInto('mailboxes')
    .values({ ...values, created_at: now, updated_at: now, email_address: 'old@sender.test' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const meeting = await book(id, { mailbox_id: other.id });
  await leaves();
  await server.database.pool.query('UPDATE mailboxes SET deleted_at = $2 WHERE id = $1', [other.id, now]);
  expect((await rep.call('PUT', `/v2/meetings/${meeting.id}`, { no_show: true })).status).toBe(200);
  expect((await rep.call('DELETE', `/v2/meetings/${meeting.id}`)).status).toBe(204);
  expect((await leaves()).map(({ line }) => line('METHOD'))).toEqual(['CANCEL']);
});

it('nothing is written of what is called off before it left, and nobody who may not be written to is invited', async () => {
  const { id, address } = await person();
  const meeting = await book(id);
  await rep.call('DELETE', `/v2/meetings/${meeting.id}`);
  expect(await leaves()).toEqual([]);
  await post('/v2/suppressions', { value: address, reason: 'opt_out' }, admin);
  const refused = await rep.call('POST', '/v2/meetings', { person_id: id, title: 'X', start_time: START });
  expect(refused.body.errors.person_id[0]).toContain('cannot be written to');
  const unwilling = await person({ do_not_contact: true });
  expect(
    (await rep.call('POST', '/v2/meetings', { person_id: unwilling.id, title: 'X', start_time: START }))
      .status,
  ).toBe(422);
});

it('agreed elsewhere it is booked at once, and nobody is written to', async () => {
  const { id } = await person();
  await onCadence(id);
  const meeting = await book(id, { send_invitation: false, start_time: '2026-01-05T09:00:00Z' });
  expect(meeting).toMatchObject({
    status: 'booked',
    invitation: null,
    end_time: '2026-01-05T09:45:00.000000Z',
  });
  expect(await live(id)).toEqual([false]);
  const other = await person();
  await onCadence(other.id);
  const asked = await book(other.id);
  await rep.call('PUT', `/v2/meetings/${asked.id}`, { status: 'booked', event_id: 'e-1' });
  expect(await show(asked.id)).toMatchObject({ status: 'booked', event_source: 'external' });
  expect(await live(other.id)).toEqual([false]);
  await leaves();
});

it('answers of others, to meetings of others or none, change nothing', async () => {
  const { id, address } = await person();
  const stranger = await person();
  const meeting = await book(id);
  await leaves();
  const uid = meeting.i_cal_uid;
  await answers(stranger.address, 'ACCEPTED', { uid, attendee: address });
  await answers(stranger.address, 'ACCEPTED', { uid });
  await answers(address, 'ACCEPTED', { uid: 'nobody@elsewhere.test' });
  await answers(address, 'ACCEPTED', { uid, attendee: stranger.address, sequence: -1 });
  await answers(address, 'NONSENSE', { uid });
  await answers('unknown@elsewhere.test', 'ACCEPTED', { uid });
  const theirs = await server.team();
  const foreign = await theirs.call('GET', `/v2/meetings/${meeting.id}`);
  expect(foreign.status).toBe(404);
  expect((await show(meeting.id)).attendees[1]).toMatchObject({ email: address, person: { id } });
});

it('is asked for what it needs, and is changed by whose it is', async () => {
  const { id } = await person();
  const task = await post('/v2/tasks', {
    subject: 'Call',
    person_id: id,
    task_type: 'call',
    due_date: '2026-03-03',
  });
  const refuse = async (body: Body, field: string) => {
    const answer = await rep.call('POST', '/v2/meetings', {
      person_id: id,
      title: 'X',
      start_time: START,
      ...body,
    });
    expect([answer.status, Object.keys(answer.body.errors ?? {})]).toEqual([422, [field]]);
  };
  await refuse({ start_time: '2026-03-01T09:00:00Z' }, 'start_time');
  await refuse({ start_time: null }, 'start_time');
  await refuse({ start_time: '2030-03-01T09:00:00Z' }, 'start_time');
  await refuse({ end_time: START }, 'end_time');
  await refuse({ end_time: '2026-03-12T14:00:00Z' }, 'end_time');
  await refuse({ end_time: '2026-03-10T15:00:00Z', duration: 15 }, 'duration');
  await refuse({ guests: ['no address'] }, 'guests');
  await refuse({ task_id: 999_999 }, 'task_id');
  await refuse({ mailbox_id: 999_999 }, 'mailbox_id');
  await refuse({ person_id: 999_999 }, 'person_id');
  await refuse({ title: ' ' }, 'title');
  const meeting = await book(id, { task_id: task.id, mailbox_id: box });
  expect(meeting.task_id).toBe(task.id);
  expect(
    (
      await rep.call('POST', '/v2/meetings', {
        person_id: id,
        title: 'X',
        start_time: START,
        user_id: admin.principal.userId,
      })
    ).status,
  ).toBe(403);
  const given = await post(
    '/v2/meetings',
    { person_id: id, title: 'X', start_time: START, user_id: rep.principal.userId },
    admin,
  );
  expect(given).toMatchObject({
    owned_by_user: { id: rep.principal.userGuid },
    booked_by_user: { id: admin.principal.userGuid },
  });
  const other = await server.colleague(admin, { admin: false });
  expect((await other.call('PUT', `/v2/meetings/${meeting.id}`, { no_show: true })).status).toBe(403);
  expect((await other.call('DELETE', `/v2/meetings/${meeting.id}`)).status).toBe(403);
  await leaves();
});

const settingsOf = async (who: Caller, asks: Body): Promise<Body[]> =>
  (await who.call('POST', '/v2/meetings/settings/searches', asks)).body.data;
const times = (data: { calendar_date: string; calendar_available_times: { start_time: string }[] }[]) =>
  data.map((day) => [
    day.calendar_date,
    day.calendar_available_times.map((each) => each.start_time.slice(11, 16)),
  ]);

it('settings are one’s own to write, and say what a new meeting has, who may enter it, and when there is time', async () => {
  const [mine] = await settingsOf(rep, { user_guids: [rep.principal.userGuid] });
  const other = await server.colleague(admin, { admin: false });
  const path = `/v2/meetings/settings/${String(mine?.['id'])}`;
  expect((await other.call('PUT', path, { title: 'X' })).status).toBe(403);
  expect((await (await server.team()).call('PUT', path, { title: 'X' })).status).toBe(404);
  const day = { start_time: '09:00', end_time: '12:00', enabled: true };
  for (const [body, status] of [
    [{ times_available: { Monday: { ...day, end_time: '08:00' } } }, 422],
    [{ times_available: { Monday: { ...day, start_time: '25:00' } } }, 422],
    [{ time_zone: 'Mars/Base' }, 422],
    [{ default_meeting_length: 1 }, 422],
  ] as const)
    expect((await rep.call('PUT', path, body)).status, JSON.stringify(body)).toBe(status);
  const given = {
    ...{ title: 'T', location: 'Room 9', description: 'Bring plans', time_zone: 'Europe/Berlin' },
    ...{ default_meeting_length: 60, schedule_buffer_enabled: true, buffer_time_duration: 15 },
    ...{
      schedule_delay: 1,
      availability_limit: 9,
      availability_limit_enabled: true,
      allow_booking_on_behalf: true,
    },
    ...{ calendar_type: 'external', primary_calendar_id: 'c', primary_calendar_name: 'Mine' },
    ...{ primary_calendar_connection_failed: true, enable_calendar_sync: true, share_event_detail: true },
    ...{ allow_booking_overtime: true, enable_dynamic_location: true, allow_event_overlap: false },
  };
  const written = await rep.call('PUT', path, { ...given, times_available: { Tuesday: day } });
  expect(written.body.data).toMatchObject({ ...given, user: { id: rep.principal.userGuid } });
  expect(written.body.data.times_available).toMatchObject({ Tuesday: day, Monday: { end_time: '17:00' } });
  expect(await settingsOf(admin, { calendar_type: 'external' })).toEqual([written.body.data]);
  // Told once, of whoever's calendar it is; not again while it stays so, nor the same day.
  await rep.call('PUT', path, { primary_calendar_connection_failed: true });
  for (const failed of [false, true])
    await rep.call('PUT', path, { primary_calendar_connection_failed: failed });
  expect((await rep.call('GET', '/v2/notices?kind=calendar_failing')).body.data).toMatchObject([
    { message: 'Mine cannot be reached.', resource: 'users', resource_id: rep.principal.userId },
  ]);
  expect((await rep.call('PUT', path, { location: null })).body.data.location).toBeNull();
  await rep.call('PUT', path, { location: 'Room 9' });

  const { id } = await person();
  const entered = await post(
    '/v2/meetings',
    { person_id: id, user_id: rep.principal.userId, title: 'For you', start_time: '2026-03-10T09:00:00Z' },
    other,
  );
  expect(entered).toMatchObject({
    ...{ location: 'Room 9', description: 'Bring plans', end_time: '2026-03-10T10:00:00.000000Z' },
    owned_by_user: { id: rep.principal.userGuid },
  });
  await rep.call('PUT', path, { allow_booking_on_behalf: false });
  const refused = { person_id: id, user_id: rep.principal.userId, title: 'No', start_time: START };
  expect((await other.call('POST', '/v2/meetings', refused)).status).toBe(403);

  await rep.call('POST', '/v2/user_absences', { starts_on: '2026-03-11', ends_on: '2026-03-11' });
  const free = (query: string, who = other) => who.call('GET', `/v2/calendar_availabilities?${query}`);
  const week = `user_guid=${rep.principal.userGuid}&start_date=2026-03-09&duration=30`;
  const { data } = (await free(`${week}&end_date=2026-03-12`)).body;
  // Berlin, an hour ahead of UTC; the meeting from 9 to 10 (UTC) takes a quarter more on both sides.
  expect(times(data)[1]).toEqual(['2026-03-10', ['08:00', '10:30']]);
  expect(times(data)[2]).toEqual(['2026-03-11', []]);
  expect(data[3]).toMatchObject({ total_available_count: 0, meeting_duration: 30 });
  expect((await free(`${week}&end_date=2026-05-12`)).status).toBe(422);
  expect((await free(week, await server.team())).status).toBe(422);
});

it('whoever has the link of a meeting moves it to a time that is still free, once for several at a time', async () => {
  const [mine] = await settingsOf(rep, { user_guids: [rep.principal.userGuid] });
  const settings = (body: Body) => rep.call('PUT', `/v2/meetings/settings/${String(mine?.['id'])}`, body);
  await settings({ schedule_buffer_enabled: false, schedule_delay: 0, availability_limit_enabled: false });
  const meetings: { id: number; url: string; address: string; who: number }[] = [];
  for (const start_time of ['2026-03-06T08:00:00Z', '2026-03-06T09:00:00Z']) {
    const { id, address } = await person();
    await onCadence(id);
    const { id: meeting, reschedule_guid: guid } = await book(id, { start_time, duration: 30 });
    const link = await rep.call('GET', `/v2/meetings/reschedule_links/${guid}`);
    expect(link.status, link.text).toBe(200);
    meetings.push({ id: meeting, who: id, address, url: new URL(link.body.data.url).pathname });
    const stranger = await server.team();
    expect((await stranger.call('GET', `/v2/meetings/reschedule_links/${guid}`)).status).toBe(404);
  }
  await leaves();
  const [one, other] = meetings as [(typeof meetings)[0], (typeof meetings)[0]];
  const page = await server.app.inject({ method: 'GET', url: one.url });
  expect(page.body).toContain('value="2026-03-06T14:00:00.000Z"');
  expect(page.body).not.toContain('value="2026-03-06T09:00:00.000Z"');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  const move = (url: string, start_time: string) =>
    server.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ start_time }).toString(),
    });
  expect((await move(one.url, '2026-03-06T09:00:00.000Z')).statusCode).toBe(422);
  expect((await move(one.url, 'soon')).statusCode).toBe(422);
  const both = await Promise.all([one, other].map(({ url }) => move(url, '2026-03-06T14:00:00.000Z')));
  expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 422]);
  const moved = both[0]?.statusCode === 200 ? one : other;
  expect(await show(moved.id)).toMatchObject({
    ...{ start_time: '2026-03-06T14:00:00.000000Z', answer: 'accepted', status: 'booked' },
    reschedule_status: 'booked',
  });
  const [mail] = await leaves();
  expect([mail?.to, mail?.line('SEQUENCE')]).toEqual([[moved.address], '1']);
  // Agreed to, it is booked: the cadence that says so has ended, the other one’s has not.
  expect(await Promise.all([moved, moved === one ? other : one].map(({ who }) => live(who)))).toEqual([
    [false],
    [true],
  ]);
  // The last of twenty moves, asked for by many at once.
  await server.database.pool.query('UPDATE meetings SET sequence = 19 WHERE id = $1', [moved.id]);
  const lasts = ['15:00', '15:30', '16:00'].map((time) => move(moved.url, `2026-03-06T${time}:00.000Z`));
  const ends = (await Promise.all(lasts)).map(({ statusCode }) => statusCode);
  expect(ends.toSorted()).toEqual([200, 404, 404]);
  await settings({ reschedule_meetings_enabled: false });
  expect((await move(one.url, '2026-03-06T15:00:00.000Z')).statusCode).toBe(404);
  expect((await server.app.inject({ method: 'GET', url: '/meetings/reschedule/1-x' })).statusCode).toBe(404);
});
