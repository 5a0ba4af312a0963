import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetCalendarEvents } from '../../apps/server/src/domain/meetings/index.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

/** Calendars as programs tell of them: what they write, who sees it, and what answers in them make of meetings. */
let server: TestServer;
let admin: Caller;
let rep: Caller;
let other: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
  rep = await server.colleague(admin, { admin: false });
  other = await server.colleague(admin, { admin: false });
});
afterAll(() => server.close());

type Body = Record<string, unknown>;
const calendarOf = (who: Caller) => `external_${who.principal.userGuid}`;
let made = 0;
const entry = (more: Body = {}, who = rep): Body => {
  made += 1;
  return {
    id: `event ${made}`,
    i_cal_uid: `uid-${made}@calendar.test`,
    calendar_id: calendarOf(who),
    start_time: '2026-03-10T14:00:00Z',
    end_time: '2026-03-10T14:45:00Z',
    title: 'Demo',
    ...more,
  };
};
const upsert = (body: Body, who = rep) => who.call('POST', '/v2/calendar/events/upsert', body);
const list = async (query = '', who = rep) => {
  const answer = await who.call('GET', `/v2/calendar/events?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data as Body[];
};

it('an entry is there as it was told, and once for calendar, id and UID', async () => {
  const body = entry({
    attendees: [{ email: 'a@customer.test', name: 'Ann', status: 'needsAction' }],
    recurrence: ['RRULE:FREQ=DAILY'],
    recurring: true,
    updated_at: '2026-03-01T10:00:00Z',
  });
  const first = await upsert(body);
  expect(first.status, first.text).toBe(201);
  expect(first.body.data).toMatchObject({
    id: body['id'],
    i_cal_uid: body['i_cal_uid'],
    user_guid: rep.principal.userGuid,
    tenant_id: rep.principal.teamId,
    start_time: '2026-03-10T14:00:00.000000Z',
    updated_at: '2026-03-01T10:00:00.000000Z',
    recurrence: ['RRULE:FREQ=DAILY'],
    attendees: [{ name: 'Ann', email: 'a@customer.test', status: 'needsAction', organizer: false }],
    busy: true,
  });
  const later = await upsert({ ...body, title: 'Moved', updated_at: '2026-03-01T11:00:00Z' });
  expect(later.body.data.title).toBe('Moved');
  const stale = await upsert({ ...body, title: 'Long ago', updated_at: '2026-03-01T09:00:00Z' });
  expect([stale.status, stale.body.data.title]).toEqual([201, 'Moved']);
  const off = await upsert({ ...body, status: 'cancelled', updated_at: '2026-03-01T12:00:00Z' });
  expect(off.body.data).toMatchObject({
    status: 'cancelled',
    busy: false,
    canceled_at: '2026-03-01T12:00:00.000000Z',
  });
  // The same id in another calendar, and as another occurrence, are others.
  await upsert({ ...body, calendar_id: calendarOf(other) }, admin);
  await upsert({ ...body, i_cal_uid: 'another' });
  const mine = (await list('per_page=100')).filter(({ id }) => id === body['id']);
  expect(mine.map(({ i_cal_uid }) => i_cal_uid).toSorted()).toEqual(['another', body['i_cal_uid']]);
});

it('a clock that is ahead keeps nothing out', async () => {
  const body = entry();
  const ahead = await upsert({ ...body, title: 'Ahead', updated_at: '2099-01-01T00:00:00Z' });
  expect(ahead.body.data.updated_at).toBe('2026-03-02T09:00:00.000000Z');
  expect((await upsert({ ...body, title: 'Now' })).body.data.title).toBe('Now');
});

it('of many at once the latest change stays, in one row', async () => {
  const body = entry();
  const times = Array.from({ length: 16 }, (_, n) => `2026-03-01T10:00:${String(n).padStart(2, '0')}Z`);
  const answers = await Promise.all(
    times
      .toSorted((a, b) => (a.slice(-2) < b.slice(-2) ? -1 : 1))
      .map((updated_at) => upsert({ ...body, title: updated_at, updated_at })),
  );
  expect(answers.map(({ status }) => status)).toEqual(times.map(() => 201));
  const rows = (await list('per_page=100')).filter(({ id }) => id === body['id']);
  expect(rows.map(({ title }) => title)).toEqual([times.at(-1)]);
});

it('a calendar is of whom it names, and seen by them and admins alone', async () => {
  const byAddress = entry({ calendar_id: other.email.toUpperCase() });
  expect((await upsert(byAddress, other)).body.data.user_guid).toBe(other.principal.userGuid);
  expect((await upsert({ ...byAddress, title: 'x' }, admin)).status).toBe(201);
  expect((await upsert(byAddress, rep)).status).toBe(403);
  expect((await upsert(entry({}, other), rep)).status).toBe(403);
  const nobody = await upsert(entry({ calendar_id: 'external_00000000-0000-4000-8000-000000000001' }));
  expect(nobody.body.errors).toEqual({ calendar_id: ['could not be found'] });
  expect((await upsert(entry({ calendar_id: 'external_x' }))).status).toBe(422);
  const stranger = await server.team();
  expect((await upsert(entry({}, rep), stranger)).status).toBe(422);
  const own = await upsert(entry({ calendar_id: 'primary' }));
  expect(own.body.data.user_guid).toBe(rep.principal.userGuid);
  // A word that two of a team use for their own names one calendar: the first's.
  expect((await upsert({ ...own.body.data, attendees: [] }, other)).status).toBe(403);

  const guids = async (who: Caller) =>
    new Set((await list('per_page=100', who)).map(({ user_guid: guid }) => guid));
  expect(await guids(rep)).toEqual(new Set([rep.principal.userGuid]));
  expect(await guids(other)).toEqual(new Set([other.principal.userGuid]));
  expect((await guids(admin)).size).toBe(2);
  expect(await guids(stranger)).toEqual(new Set());
});

it('a range takes what lies in it with any of its time', async () => {
  const calendar_id = 'range';
  for (const hour of ['09', '10', '11'])
    await upsert(
      entry({
        calendar_id,
        title: hour,
        start_time: `2026-04-01T${hour}:00:00Z`,
        end_time: `2026-04-01T${hour}:30:00Z`,
      }),
    );
  const titles = async (query: string) =>
    (await list(`calendar_id=range&${query}`)).map(({ title }) => title);
  expect(await titles('sort_direction=asc')).toEqual(['09', '10', '11']);
  expect(await titles('start_time=2026-04-01T10:15:00Z')).toEqual(['11', '10']);
  expect(await titles('end_time=2026-04-01T10:15:00Z')).toEqual(['10', '09']);
  expect(await titles('start_time=2026-04-01T10:15:00Z&end_time=2026-04-01T10:20:00Z')).toEqual(['10']);
  expect((await rep.call('GET', '/v2/calendar/events?start_time=soon')).status).toBe(422);
});

it('refuses what is none', async () => {
  for (const [field, value] of [
    ['end_time', '2026-03-10T13:00:00Z'],
    ['start_time', 'soon'],
    ['id', ''],
    ['i_cal_uid', null],
    ['status', 'maybe'],
    ['attendees', [{ name: 'no address' }]],
    ['attendees', Array.from({ length: 501 }, () => ({ email: 'a@b.test' }))],
    ['title', 'x'.repeat(1025)],
  ] as const) {
    const answer = await upsert(entry({ [field]: value }));
    expect([answer.status, Object.keys(answer.body.errors)[0]?.split('.')[0]]).toEqual([422, field]);
  }
  // However long what it is known by.
  const long = entry({ id: '\u{1F4C5}'.repeat(512), i_cal_uid: '\u{1F4C5}'.repeat(512) });
  expect((await upsert(long)).status).toBe(201);
  const reader = await server.colleague(admin, { scopes: ['meetings:read'] });
  expect((await upsert(entry({}, reader), reader)).status).toBe(403);
});

it('what the person answers in the calendar is the answer to the meeting, for the time there is', async () => {
  const post = async (path: string, body: Body, who = rep) => {
    const answer = await who.call('POST', path, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.data;
  };
  const address = 'buyer@customer.test';
  const owner_id = rep.principal.userId;
  const { id: person_id } = await post('/v2/people', { email_address: address, last_name: 'B', owner_id });
  const cadence = await post('/v2/cadences', { name: 'C', remove_people_when_meeting_booked: true }, admin);
  await post('/v2/steps', { cadence_id: cadence.id, type: 'phone', name: 'Call', day: 1 }, admin);
  await post('/v2/cadence_memberships', { person_id, cadence_id: cadence.id }, admin);
  const start_time = '2026-03-12T14:00:00Z';
  const meeting = await post('/v2/meetings', { person_id, title: 'Demo', start_time, duration: 30 });
  const told = (status: string, more: Body = {}) =>
    upsert({
      ...entry({ id: 'm', i_cal_uid: meeting.i_cal_uid, start_time, end_time: '2026-03-12T14:30:00Z' }),
      attendees: [
        { email: 'Buyer@Customer.test', status },
        { email: rep.email, status: 'accepted', organizer: true },
      ],
      ...more,
    });
  const show = async () => (await rep.call('GET', `/v2/meetings/${meeting.id}`)).body.data;
  const live = async () =>
    (await admin.call('GET', `/v2/cadence_memberships?person_id=${person_id}`)).body.data[0]
      .currently_on_cadence as boolean;

  await told('needsAction', { updated_at: '2026-03-02T08:00:00Z' });
  await told('accepted', { start_time: '2026-03-12T13:00:00Z', updated_at: '2026-03-02T08:01:00Z' });
  expect([(await show()).answer, await live()]).toEqual(['needs_action', true]);
  await told('Accepted', { updated_at: '2026-03-02T08:02:00Z' });
  expect(await show()).toMatchObject({ status: 'booked', answer: 'accepted' });
  expect(await live()).toBe(false);
  await told('declined', { updated_at: '2026-03-02T08:01:30Z' });
  expect((await show()).answer, 'told late').toBe('accepted');
  await told('declined', { updated_at: '2026-03-02T08:03:00Z' });
  expect(await show()).toMatchObject({ status: 'failed', answer: 'declined' });
});

it('what ended more than a month ago goes', async () => {
  const calendar_id = 'old';
  await upsert(entry({ calendar_id, start_time: '2026-01-20T09:00:00Z', end_time: '2026-01-20T10:00:00Z' }));
  await upsert(entry({ calendar_id, start_time: '2026-02-20T09:00:00Z', end_time: '2026-02-20T10:00:00Z' }));
  expect(await forgetCalendarEvents(server.database.kysely, server.clock.now())).toBe(1);
  expect((await list('calendar_id=old')).map(({ start_time }) => start_time)).toEqual([
    '2026-02-20T09:00:00.000000Z',
  ]);
});

it('an entry is told of once by POST, and changed by the id of its calendar', async () => {
  const body = entry({ location: 'Room 1', title: 'Lunch' });
  const create = (given: Body) => rep.call('POST', '/v2/calendar/events', given);
  const told = await Promise.all([create(body), create(body), create(body)]);
  expect(told.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422, 422]);
  expect(told.find(({ status }) => status === 200)?.body.data.title).toBe('Lunch');
  expect((await create(body)).body.errors).toEqual({ id: ['has already been taken'] });
  const path = `/v2/calendar/events/${encodeURIComponent(String(body['id']))}`;
  const put = (given: Body, who = rep) => who.call('PUT', path, given);
  expect((await put({ title: 'Theirs' }, other)).status).toBe(404);
  expect((await put({ title: 'Theirs' }, await server.team())).status).toBe(404);
  const moved = await put({ start_time: '2026-03-10T14:15:00Z', location: null });
  expect(moved.body.data).toMatchObject({
    id: body['id'],
    title: 'Lunch',
    location: null,
    start_time: '2026-03-10T14:15:00.000000Z',
    end_time: '2026-03-10T14:45:00.000000Z',
  });
  expect((await put({ start_time: '2026-03-10T15:15:00Z' })).body.errors).toHaveProperty('end_time');
  expect((await put({ status: 'cancelled' })).body.data.busy).toBe(false);
  expect((await put({ title: 'Late lunch' })).body.data).toMatchObject({ busy: false, title: 'Late lunch' });
  expect((await put({ status: 'confirmed' })).body.data).toMatchObject({ busy: true, canceled_at: null });
  // Another calendar of theirs has the same id: it must be said which is meant.
  const twin = await create({ ...body, calendar_id: 'primary', title: 'Twin' });
  expect(twin.status, twin.text).toBe(200);
  expect((await put({ title: 'Which?' })).body.errors).toHaveProperty('calendar_id');
  expect((await put({ title: 'This', calendar_id: 'primary' })).body.data.title).toBe('This');
  expect(
    (await list(`calendar_id=${calendarOf(rep)}&start_time=2026-03-10`)).map(({ title }) => title),
  ).toContain('Late lunch');
});
