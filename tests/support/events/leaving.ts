import { receiveMessage } from '../../../apps/server/src/engine/receiving/receive.js';
import { queued, somebody } from './queued.js';
import type { EventWalk } from './walk.js';

/** Somebody leaves who has some of everything, and an e-mail in the queue. */
export async function leaving(walk: EventWalk): Promise<void> {
  const { userId } = walk.admin.principal;
  const now = walk.server.clock.now();
  const [box] = await walk.sql<{ id: number }>(
    `INSERT INTO mailboxes (team_id, created_at, updated_at, user_id, kind, email_address) VALUES ($1, $2, $2, $3, 'smtp', $4) RETURNING id`,
    [walk.team, now, userId, `leaver${walk.team}@sender.example`],
  );
  const { person } = await queued(walk);
  await walk.make('accounts', { name: 'Left', domain: 'left.example' });
  await walk.make('tasks', { person_id: person, subject: 'S', task_type: 'call', due_date: '2026-03-05' });
  const { address } = await somebody(walk);
  const text = `Message-ID: <leaver${walk.team}@customer.test>\r\nFrom: ${address}\r\nSubject: Hello\r\n\r\nAre you there?\r\n`;
  const arrival = {
    teamId: walk.team,
    mailboxId: box?.id ?? 0,
    folder: 'INBOX',
    role: 'inbox',
    uidValidity: 1,
    uid: 1,
    flags: new Set<string>(),
    receivedAt: now,
  } as const;
  await walk.happens('a message arrives', () =>
    receiveMessage(walk.server.database, arrival, Buffer.from(text), now),
  );
  await walk.go('hand_over_user', userId, { dry_run: true });
  await walk.go('hand_over_user', userId, { to_user_id: walk.colleague.principal.userId });
}
