import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAcrossTeams } from '../../apps/server/src/db/write.js';
import { createTeam, createUser } from '../../apps/server/src/domain/identity/commands.js';
import { manualClock } from '../../apps/server/src/kernel/clock.js';
import { Browser, createIdentity, type Identity, PASSWORD, type Reply } from './support.js';

const clock = manualClock(new Date());
let identity: Identity;
/** What the system's mail does: leaves, has no way, is refused by the mail server. */
let post: 'leaves' | 'no way' | 'refused' = 'no way';
const mails: { to: string; subject: string; text: string }[] = [];

beforeAll(async () => {
  identity = await createIdentity({
    clock,
    sendSystemMail: async ({ to, compose }) => {
      if (post === 'no way') return false;
      const mail = await compose();
      if (post === 'refused') throw new Error('550 no');
      mails.push({ to, ...mail });
      return true;
    },
  });
});
afterAll(() => identity.close());

const PAGE = '/app/users';
const signedIn = async (email: string) => {
  const browser = new Browser(identity.app);
  await browser.login(email);
  return browser;
};
const linkIn = (text: string) => /http:\/\/cadenza\.test\/reset-password\?token=[\w-]+/.exec(text)?.[0];
const idOf = async (email: string) =>
  (
    await identity.context.database.pool.query<{ id: number }>('SELECT id FROM users WHERE email = $1', [
      email,
    ])
  ).rows[0]?.id ?? 0;
const resets = async () =>
  (
    await identity.context.database.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM password_resets',
    )
  ).rows[0]?.n;
const setPassword = async (link: string, password: string): Promise<Reply> => {
  const url = new URL(link);
  const browser = new Browser(identity.app);
  const form = await browser.get(url.pathname + url.search);
  if (form.status !== 200) return form;
  const token = url.searchParams.get('token') ?? '';
  return browser.submit(form, '/reset-password', { token, password });
};

test('without a way to mail it the link is shown once, and lets its owner in once', async () => {
  post = 'no way';
  const admin = await signedIn(identity.admin.email);
  const page = await admin.get(PAGE);
  expect(page.status).toBe(200);
  const invited = await admin.submit(page, PAGE, {
    email: 'Grace@cadenza.test',
    first_name: '<Grace>',
    last_name: '',
    role: 'user',
  });
  expect(invited.status).toBe(303);
  const shown = await admin.follow(invited);
  const link = linkIn(shown.text) ?? '';
  expect(shown.text).toContain('no mailbox to send it from');
  expect(shown.text).toContain('&lt;Grace&gt;');
  expect(shown.headers['cache-control']).toBe('no-store');
  const again = await admin.get(PAGE);
  expect(linkIn(again.text)).toBeUndefined();
  expect(again.text).toContain('Invited');

  expect((await setPassword(link, 'three unrelated words')).text).toContain('Your password is set');
  expect((await setPassword(link, 'four unrelated words')).status).toBe(404);
  expect((await new Browser(identity.app).login('grace@cadenza.test', 'three unrelated words')).status).toBe(
    303,
  );

  // Of a reset, too; another one takes its place, and a day later it is worth nothing.
  const astray = await admin.follow(
    await admin.submit(again, `${PAGE}/${await idOf('Grace@cadenza.test')}/link`),
  );
  const reset = await admin.follow(
    await admin.submit(again, `${PAGE}/${await idOf('Grace@cadenza.test')}/link`),
  );
  expect((await setPassword(linkIn(astray.text) ?? '', 'five unrelated words')).status).toBe(404);
  clock.advance(24 * 3_600_000 + 1000);
  expect((await setPassword(linkIn(reset.text) ?? '', 'five unrelated words')).status).toBe(404);
});

test('a link leaves by mail where there is a way, and is then not shown; one that is refused is', async () => {
  const admin = await signedIn(identity.admin.email);
  const page = await admin.get(PAGE);
  post = 'leaves';
  const invite = (email: string) =>
    admin.submit(page, PAGE, { email, role: 'admin' }).then((it) => admin.follow(it));
  const sent = await invite('alan@cadenza.test');
  expect(sent.text).toContain('on its way to alan@cadenza.test');
  expect(linkIn(sent.text)).toBeUndefined();
  expect(mails.at(-1)).toMatchObject({ to: 'alan@cadenza.test', subject: 'Your invitation to Cadenza' });
  expect(mails.at(-1)?.text).toContain('Ada Lovelace invites you');
  await setPassword(linkIn(mails.at(-1)?.text ?? '') ?? '', 'three unrelated words');
  const alan = new Browser(identity.app);
  await alan.login('alan@cadenza.test', 'three unrelated words');
  expect((await alan.get(PAGE)).status).toBe(200);
  post = 'refused';
  const refused = await invite('edsger@cadenza.test');
  expect(refused.text).toContain('The mail server did not take it');
  expect(linkIn(refused.text)).toBeDefined();
});

test('is for admins, of their own team, in forms of this site', async () => {
  post = 'no way';
  const user = await identity.user();
  const rep = await signedIn(user.email);
  expect((await rep.get('/app/account')).text).not.toContain(PAGE);
  expect((await rep.get(PAGE)).status).toBe(404);
  const form = await rep.get('/app/account');
  const before = await resets();
  for (const path of [
    '',
    `/${identity.admin.id}/link`,
    `/${user.id}/link`,
    `/${identity.admin.id}/deactivate`,
  ])
    expect((await rep.submit(form, PAGE + path, { email: 'x@cadenza.test' })).status).toBe(404);
  expect((await new Browser(identity.app).get(PAGE)).location.pathname).toBe('/login');

  const admin = await signedIn(identity.admin.email);
  const page = await admin.get(PAGE);
  for (const path of ['', `/${user.id}/link`, `/${user.id}/deactivate`, `/${user.id}/activate`])
    expect((await admin.post(PAGE + path, { email: 'x@cadenza.test' })).status).toBe(403);
  const { database } = identity.context;
  const stranger = await writeAcrossTeams(database.kysely, async (tx) => {
    const team = await createTeam(tx, { name: 'Other' }, clock.now());
    const about = { email: 'eve@other.test', password: PASSWORD };
    return createUser(tx, team.id, about, clock.now());
  });
  expect(page.text).not.toContain('eve@other.test');
  expect((await admin.get(`${PAGE}?q=eve`)).text).toContain('Nobody by this name');
  for (const act of ['link', 'deactivate', 'activate'])
    for (const id of [stranger.id, 0, 999_999, 'x'])
      expect((await admin.submit(page, `${PAGE}/${id}/${act}`)).status).toBe(404);
  expect(await resets()).toBe(before);
  expect(await idOf('x@cadenza.test')).toBe(0);
});

test('deactivated: signed out at once, no link, back on demand; the last admin stays', async () => {
  post = 'no way';
  const user = await identity.user();
  const rep = await signedIn(user.email);
  const admin = await signedIn(identity.admin.email);
  const page = await admin.get(PAGE);
  await admin.submit(page, `${PAGE}/${user.id}/deactivate`);
  expect((await rep.get('/app/account')).location.pathname).toBe('/login');
  expect((await new Browser(identity.app).login(user.email)).status).toBe(401);
  expect((await admin.submit(page, `${PAGE}/${user.id}/link`)).status).toBe(404);
  await admin.submit(page, `${PAGE}/${user.id}/activate`);
  expect((await rep.get('/app/account')).location.pathname).toBe('/login');
  expect((await new Browser(identity.app).login(user.email)).status).toBe(303);

  await identity.context.database.pool.query(`UPDATE users SET role_id = 'User' WHERE id <> $1`, [
    identity.admin.id,
  ]);
  const last = await admin.submit(page, `${PAGE}/${identity.admin.id}/deactivate`);
  expect(last.status).toBe(422);
  expect(last.text).toContain('last active admin');
});

test('what cannot be an address is told, and links are not made without end', async () => {
  post = 'leaves';
  const admin = await signedIn(identity.admin.email);
  const page = await admin.get(PAGE);
  for (const email of ['', 'x', 'a@b.test, c@d.test', identity.admin.email.toUpperCase(), 'a(b)@c.test']) {
    const answer = await admin.submit(page, PAGE, { email });
    expect([email, answer.status]).toEqual([email, 422]);
    expect(answer.text).toContain('role="alert"');
  }
  const user = await identity.user();
  const count = mails.length;
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => admin.submit(page, `${PAGE}/${user.id}/link`)),
  );
  expect(answers.filter((answer) => answer.status === 303)).toHaveLength(5);
  expect(mails).toHaveLength(count + 5);
  const late = answers.find((answer) => answer.status === 429);
  expect(Number(late?.headers['retry-after'])).toBeGreaterThan(0);
});
