import { expect } from 'vitest';
import { receiveMessage } from '../../../apps/server/src/engine/receiving/receive.js';
import { queued, somebody } from './queued.js';
import type { EventWalk } from './walk.js';

/** People and accounts who have some of everything are merged, and parted again. */
export async function twice(walk: EventWalk): Promise<void> {
  const { userId } = walk.admin.principal;
  const now = walk.server.clock.now();
  const start_time = new Date(now.getTime() + 10 * 86_400_000).toISOString();
  const meeting = { title: 'Demo', start_time, send_invitation: false };
  const account = await walk.make('accounts', { name: 'A', domain: `one${walk.team}.example` });
  const into = await queued(walk);
  const from = await queued(walk, { account_id: account });
  const person_id = from.person;
  const both = await walk.make('cadence_memberships', { person_id, cadence_id: into.cadence });
  await walk.go('calls.create', '', { person_id, notes: 'Said' });
  await walk.make('notes', { content: 'N', associated_with_type: 'person', associated_with_id: person_id });
  await walk.make('tasks', { person_id, subject: 'S', task_type: 'call', due_date: '2026-03-05' });
  const mailboxId = await walk.make('mailboxes', {
    email_address: `twice${walk.team}@sender.example`,
    smtp_host: 'smtp.sender.example',
    password: 'not a real one',
  });
  const text = `Message-ID: <twice${walk.team}@customer.test>\r\nFrom: ${from.address}\r\nSubject: Hello\r\n\r\nAre you there?\r\n`;
  const arrival = {
    teamId: walk.team,
    mailboxId,
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
  const named = [walk.team, now, userId, person_id];
  await walk.sql(
    `INSERT INTO call_data_records (team_id, created_at, updated_at, user_id, person_id) VALUES ($1, $2, $2, $3, $4)`,
    named,
  );
  const recorded = await walk.sql<{ id: number }>(
    `INSERT INTO conversations (team_id, created_at, updated_at, user_id, person_id, call_data_record_id, title, started_at, duration)
     SELECT team_id, $2, $2, $3, $4, id, 'Call', $2, 1 FROM call_data_records WHERE team_id = $1 AND person_id = $4 RETURNING id`,
    named,
  );
  await walk.sql(
    `INSERT INTO notices (team_id, created_at, updated_at, user_id, kind, resource, resource_id, person_id, key)
     VALUES ($1, $2, $2, $3, 'reply', 'people', $4, $4, 'twice')`,
    named,
  );
  await walk.sql(
    `INSERT INTO suppressions (team_id, created_at, updated_at, kind, value, reason, created_by_id, person_id)
     VALUES ($1, $2, $2, 'address', 'old@queue.example', 'manual', $3, $4)`,
    named,
  );
  await walk.make('meetings', { person_id, ...meeting });
  await walk.go('merge_person', into.person, { from_id: person_id, dry_run: true });
  const merged = await walk.go('merge_person', into.person, { from_id: person_id });
  expect(merged.data.ended, 'they are on the cadence once').not.toContain(both + 1);
  await walk.go('undo_merge', merged.data.id);
  const barred = await somebody(walk, { do_not_contact: true });
  const strict = await walk.go('merge_person', into.person, { from_id: barred.person });
  expect(strict.types).toEqual(expect.arrayContaining(['suppression_created', 'cadence_membership_updated']));
  await walk.go('undo_merge', strict.data.id);
  const other = await walk.make('accounts', {
    name: 'B',
    domain: `two${walk.team}.example`,
    do_not_contact: true,
  });
  await walk.make('notes', { content: 'N', associated_with_type: 'account', associated_with_id: other });
  await queued(walk, { account_id: account });
  const fourth = await walk.make('people', {
    email_address: `fourth${walk.team}@queue.example`,
    account_id: other,
  });
  await walk.make('meetings', { person_id: fourth, account_id: other, ...meeting });
  await walk.sql('UPDATE conversations SET account_id = $2 WHERE id = $1', [recorded[0]?.id, other]);
  const one = await walk.go('merge_account', account, { from_id: other });
  await walk.go('undo_merge', one.data.id);
}
