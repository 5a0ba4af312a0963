import { expect } from 'vitest';
import { queued } from './queued.js';
import type { EventWalk } from './walk.js';

/** Meetings with people whose next e-mail stands in the queue: invited, changed, agreed to, called off. */
export async function meetings(walk: EventWalk): Promise<void> {
  const start_time = new Date(walk.server.clock.now().getTime() + 10 * 86_400_000).toISOString();
  const first = await queued(walk);
  const asked = await walk.make('meetings', { person_id: first.person, title: 'Demo', start_time });
  await walk.go('meetings.update', asked, { location: 'Room 1' });
  await walk.go('meetings.update', asked, { status: 'booked' });
  await walk.go('meetings.delete', asked);
  await walk.nothing('meetings.delete', asked);
  const second = await queued(walk);
  const agreed = { person_id: second.person, title: 'Demo', start_time, send_invitation: false };
  await walk.make('meetings', agreed);
  const third = await queued(walk);
  const calendar = { person_id: third.person, title: 'Demo', start_time };
  const id = await walk.make('meetings', calendar);
  const {
    i_cal_uid,
    end_time,
    recipient_email: email,
  } = (await walk.admin.call('GET', `/v2/meetings/${id}`)).body.data;
  const entry = { id: 'e', i_cal_uid, calendar_id: 'primary', start_time, end_time };
  await walk.nothing('upsert_calendar_event', '', entry);
  const { types } = await walk.go('upsert_calendar_event', '', {
    ...entry,
    attendees: [{ email, status: 'accepted' }],
  });
  expect(types).toContain('meeting_booked');
}
