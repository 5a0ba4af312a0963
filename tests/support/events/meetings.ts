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
}
