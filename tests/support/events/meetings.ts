import { expect } from 'vitest';
import { queued } from './queued.js';
import type { EventWalk } from './walk.js';

/** Meetings with people whose next e-mail stands in the queue: invited, changed, agreed to, called off. */
export async function meetings(walk: EventWalk): Promise<void> {
  const start_time = new Date(walk.server.clock.now().getTime() + 10 * 86_400_000).toISOString();
  const own = { user_guids: [walk.admin.principal.userGuid] };
  const found = await walk.go('meeting_settings_searches', '', own);
  const failing = { location: 'Room 2', primary_calendar_connection_failed: true };
  await walk.go('update_meeting_settings', found.data[0].id, failing);
  const first = await queued(walk);
  const asked = await walk.make('meetings', { person_id: first.person, title: 'Demo', start_time });
  await walk.go('meetings.update', asked, { location: 'Room 1' });
  await walk.go('meetings.update', asked, { status: 'booked' });
  await walk.go('meetings.delete', asked);
  await walk.nothing('meetings.delete', asked);
  const second = await queued(walk);
  const agreed = { person_id: second.person, title: 'Demo', start_time, send_invitation: false };
  await walk.make('meetings', agreed);
  for (const by of ['upsert', 'create', 'update'] as const) {
    const { person } = await queued(walk);
    const id = await walk.make('meetings', { person_id: person, title: 'Demo', start_time });
    const { data } = (await walk.admin.call('GET', `/v2/meetings/${id}`)).body;
    const { i_cal_uid, end_time, recipient_email: email } = data;
    const entry = { id: by, i_cal_uid, calendar_id: 'primary', start_time, end_time };
    const attendees = [{ email, status: 'accepted' }];
    if (by === 'upsert') await walk.nothing('upsert_calendar_event', '', entry);
    if (by === 'update') await walk.go('create_calendar_event', '', entry);
    const { types } =
      by === 'update'
        ? await walk.go('update_calendar_event', by, { attendees })
        : await walk.go(`${by}_calendar_event`, '', { ...entry, attendees });
    expect(types, by).toContain('meeting_booked');
  }
}
