import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { tellUser } from '../../apps/server/src/domain/feed/notice-rows.js';
import { MayHaveLeft } from '../../apps/server/src/domain/identity/index.js';
import type { AppContext } from '../../apps/server/src/http/context.js';
import { sendNoticeMails } from '../../apps/server/src/notice-mail.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
/** What the system's mail does. */
let post: 'leaves' | 'no way' | 'refused' | 'silent' = 'leaves';
const mails: { to: string; subject: string; text: string }[] = [];
const sendSystemMail: AppContext['sendSystemMail'] = async ({ to, compose }) => {
  if (post === 'no way') return false;
  const mail = await compose();
  if (post === 'refused') throw new Error('550 no');
  mails.push({ to, ...mail });
  if (post === 'silent') throw new MayHaveLeft('no answer');
  return true;
};
// 08:00 in the zone of the admin (UTC) is later on this day.
const MORNING = new Date('2026-03-02T07:00:00Z');
const later = (hours: number) => new Date(MORNING.getTime() + hours * 3_600_000);

beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await server.team();
  mails.length = 0;
  post = 'leaves';
  await sql(`DELETE FROM notice_mails`);
  await sql(`DELETE FROM notices`);
});

const sql = async <T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await server.database.pool.query(text, values)).rows as T[];
const round = async (now: Date) => {
  for (let left = 1; left > 0; ) left = await sendNoticeMails({ ...server.context, sendSystemMail }, now);
};
let told = 0;
/** Tells a user of something. */
async function tell(kind: 'reply' | 'mailbox_failing', who = admin, now = MORNING, more: object = {}) {
  told += 1;
  const about = { resource: 'people', resourceId: 1, key: `fact ${told}` } as const;
  const { teamId, userId } = who.principal;
  await write(server.database.kysely, teamId, (tx) =>
    tellUser({ tx, teamId, now }, { userId, kind, ...about, ...more }),
  );
}
const states = async () =>
  (await sql<{ state: string }>('SELECT state FROM notice_mails ORDER BY id')).map(({ state }) => state);
const settings = (who: Caller, body: object) => who.call('PUT', '/v2/me/notice_settings', body);

it('comes at once, in the digest of the day, or not, as each user chose', async () => {
  expect((await admin.call('GET', '/v2/me/notice_settings')).body.data).toEqual({
    ...{ reply: 'digest', hot_person: 'digest', mailbox_failing: 'at_once', webhook_paused: 'at_once' },
    calendar_failing: 'at_once',
    digest_hour: 8,
  });
  await tell('mailbox_failing');
  await tell('reply');
  await tell('reply');
  await round(MORNING);
  expect(mails).toMatchObject([{ subject: 'A mailbox cannot send.' }]);
  await round(later(1));
  await round(later(2));
  expect(mails).toHaveLength(2);
  expect(mails[1]?.subject).toBe('2 notices: Somebody wrote to you.');
  // One a day; the next day what came since.
  await tell('reply', admin, later(2));
  await round(later(3));
  expect(mails).toHaveLength(2);
  await round(later(25));
  expect(mails[2]?.subject).toBe('Somebody wrote to you.');
  expect(
    (await settings(admin, { reply: 'off', mailbox_failing: 'digest', digest_hour: 23 })).body.data,
  ).toMatchObject({
    ...{ reply: 'off', hot_person: 'digest', mailbox_failing: 'digest', digest_hour: 23 },
  });
  await tell('reply', admin, later(26));
  await tell('mailbox_failing', admin, later(26));
  await round(later(39));
  expect(mails).toHaveLength(3);
  // That day has had its digest.
  await round(later(40));
  await round(later(63));
  expect(mails).toHaveLength(3);
  await round(later(64));
  expect(mails.slice(3)).toMatchObject([{ subject: 'A mailbox cannot send.' }]);
  for (const body of [{ reply: 'daily' }, { digest_hour: 24 }, { digest_hour: -1 }])
    expect((await settings(admin, body)).status).toBe(422);
});

it('is by the clock of the user', async () => {
  await sql(`UPDATE users SET time_zone = 'Asia/Kathmandu' WHERE id = $1`, [admin.principal.userId]);
  await tell('reply', admin, later(-6));
  // 07:59 and 08:00 there.
  await round(new Date('2026-03-02T02:14:00Z'));
  expect(mails).toHaveLength(0);
  await round(new Date('2026-03-02T02:15:00Z'));
  expect(mails).toHaveLength(1);
});

it('comes once, however many send, and never again when one died or nobody answered', async () => {
  for (let n = 0; n < 5; n += 1) await tell('mailbox_failing');
  await Promise.all(Array.from({ length: 4 }, () => round(MORNING)));
  expect(mails).toHaveLength(5);
  post = 'silent';
  await tell('mailbox_failing');
  await round(MORNING);
  post = 'leaves';
  await round(later(20));
  expect(mails).toHaveLength(6);
  expect((await states()).at(-1)).toBe('uncertain');
  // Killed between taking and sending.
  await tell('mailbox_failing');
  await sql(
    `INSERT INTO notice_mails (team_id, created_at, user_id, state, next_at) VALUES ($1, $2, $3, 'sending', $2)`,
    [admin.principal.teamId, MORNING, admin.principal.userId],
  );
  await sql(
    `INSERT INTO notice_mail_parts SELECT team_id, (SELECT max(id) FROM notices), max(id) FROM notice_mails WHERE team_id = $1 GROUP BY 1`,
    [admin.principal.teamId],
  );
  await round(later(1));
  expect(mails).toHaveLength(6);
});

it('waits where the mail server refused or there is none, and is given up', async () => {
  post = 'refused';
  await tell('mailbox_failing');
  await round(MORNING);
  await round(later(0.01));
  expect([mails.length, await states()]).toEqual([0, ['waiting']]);
  post = 'leaves';
  await round(later(1));
  expect([mails.length, await states()]).toEqual([1, ['sent']]);
  post = 'no way';
  await tell('mailbox_failing');
  for (let hours = 1; hours < 40; hours += 1) await round(later(hours));
  expect([mails.length, await states()]).toEqual([1, ['sent', 'failed']]);
  // What is too old when mail can leave stays in the list.
  await tell('mailbox_failing', admin, later(-72));
  post = 'leaves';
  await round(MORNING);
  expect(mails).toHaveLength(1);
});

it('is not for who is gone, not of what was read, not of whom they do not see, and not of a rehearsal', async () => {
  const rep = await server.colleague(admin);
  const gone = await server.colleague(admin);
  await sql('UPDATE users SET active = false WHERE id = $1', [gone.principal.userId]);
  await tell('mailbox_failing', gone);
  await tell('mailbox_failing');
  await sql('UPDATE notices SET read_at = now() WHERE user_id = $1', [admin.principal.userId]);
  const person = await admin.call('POST', '/v2/people', {
    last_name: 'Hidden',
    email_address: 'hidden@x.example',
  });
  await settings(rep, { reply: 'at_once' });
  await tell('reply', rep, MORNING, { personId: person.body.data.id });
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'private' });
  await round(MORNING);
  expect(mails).toEqual([]);
  expect(await states()).toEqual(['dropped']);
  await admin.call('PUT', '/v2/team', { team_visibility_default: 'public' });
  await tell('reply', rep, MORNING, { personId: person.body.data.id });
  await sql('UPDATE teams SET sandbox = true WHERE id = $1', [admin.principal.teamId]);
  await round(MORNING);
  expect(mails).toEqual([]);
  await sql('UPDATE teams SET sandbox = false, deactivated = true WHERE id = $1', [admin.principal.teamId]);
  await round(MORNING);
  expect(mails).toEqual([]);
  await sql('UPDATE teams SET deactivated = false WHERE id = $1', [admin.principal.teamId]);
  await round(MORNING);
  expect(mails).toMatchObject([{ subject: 'Hidden wrote to you.' }]);
});

it('has a link that changes these settings and nothing else', async () => {
  await tell('mailbox_failing');
  await round(MORNING);
  const path = /\/notices\/[\w.-]+/.exec(mails[0]?.text ?? '')?.[0] ?? '';
  const ask = (method: 'GET' | 'POST', url: string, payload = '') =>
    server.app.inject({
      ...{ method, url },
      ...(method === 'POST'
        ? { payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } }
        : {}),
    });
  const shown = await ask('GET', path);
  expect([shown.statusCode, shown.body]).toEqual([
    200,
    expect.stringContaining('<option value="digest" selected>'),
  ]);
  const modes = async () => (await admin.call('GET', '/v2/me/notice_settings')).body.data;
  const before = await modes();
  expect((await ask('POST', path, 'reply=nonsense&digest_hour=99&user_id=1')).statusCode).toBe(200);
  expect(await modes()).toEqual(before);
  await ask('POST', path, 'reply=at_once&digest_hour=17');
  expect(await modes()).toMatchObject({ reply: 'at_once', mailbox_failing: 'at_once', digest_hour: 17 });
  await ask('POST', path, 'all=off');
  expect(await modes()).toMatchObject({
    reply: 'off',
    hot_person: 'off',
    mailbox_failing: 'off',
    webhook_paused: 'off',
  });
  for (const other of ['/notices/1.1.AAAAAAAAAAAAAAAAAAAAAA', `${path}x`, '/notices/%00', '/notices/x'])
    expect((await ask('GET', other)).statusCode).toBe(404);
  await sql('UPDATE users SET active = false WHERE id = $1', [admin.principal.userId]);
  expect([(await ask('GET', path)).statusCode, (await ask('POST', path, 'all=off')).statusCode]).toEqual([
    404, 404,
  ]);
});
