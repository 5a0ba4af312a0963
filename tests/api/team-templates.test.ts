import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let me: Caller;
let rep: Caller;
beforeAll(async () => {
  server = await createTestServer();
  me = await server.team();
  rep = await server.colleague(me);
});
afterAll(() => server.close());

const post = async (path: string, body: object, who = me) => {
  const answer = await who.call('POST', path, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
};
const get = async (path: string, who = me) => (await who.call('GET', path)).body.data;
const file = (name: string, text: string) =>
  post('/v2/attachments', {
    name,
    content_type: 'text/plain',
    content: Buffer.from(text).toString('base64'),
  });

it('a template of the team is copied with its files, which are fetched by links, and counts what its copies did', async () => {
  const one = await file('one.txt', 'one');
  const two = await file('two.txt', 'two');
  const words = { title: 'Offer', subject: 'Hi {{first_name}}', body: '<p>Look</p>', tags: ['spring'] };
  const team = await post('/v2/team_templates', { ...words, attachment_ids: [two.id, one.id] });
  expect(team).toMatchObject({
    body_preview: 'Look',
    last_used_at: null,
    counts: { sent_emails: 0, bounces: 0 },
    last_modified_user: { id: me.principal.userId },
  });
  const files = await get(
    new URL(team._links.attachments).pathname + new URL(team._links.attachments).search,
  );
  expect(files.map((each: { attachment_id: number }) => each.attachment_id).sort()).toEqual([one.id, two.id]);
  const link = new URL(files.find((each: { name: string }) => each.name === 'two.txt').download_url);
  const fetched = await server.app.inject({ url: link.pathname });
  expect([fetched.statusCode, fetched.body]).toEqual([200, 'two']);

  const copy = await post('/v2/email_templates', { team_template_id: team.id, title: 'Mine' }, rep);
  expect(copy).toMatchObject({ title: 'Mine', subject: words.subject, body: words.body, tags: ['spring'] });
  expect(copy.team_template.id).toBe(team.id);
  const own = await get(`/v2/email_template_attachments?email_template_id[]=${copy.id}`, rep);
  expect(own.map((each: { name: string }) => each.name).sort()).toEqual(['one.txt', 'two.txt']);
  expect(own[0].attachment_fingerprint).toMatch(/^[0-9a-f]{40}$/);
  const ids = own.map((each: { id: number }) => each.id);
  await rep.call('PUT', `/v2/email_templates/${copy.id}`, { attachment_ids: [two.id] });
  const left = await get(`/v2/email_template_attachments?email_template_id[]=${copy.id}`, rep);
  expect(left).toHaveLength(1);
  expect(ids).toContain(left[0].id);

  await server.database.pool.query(
    `UPDATE email_templates SET sent_emails = 3, replies = 1, last_used_at = '2026-02-01' WHERE id = $1`,
    [copy.id],
  );
  await post('/v2/email_templates', { team_template_id: team.id });
  expect(await get(`/v2/team_templates/${team.id}`)).toMatchObject({
    counts: { sent_emails: 3, replies: 1 },
  });
  // What templates carry stays; what none carries goes, and is listed no more.
  expect((await me.call('DELETE', `/v2/attachments/${one.id}`)).status).toBe(422);
});

it('is written by admins, seen by its groups, and copied by who sees it while it is in use', async () => {
  const group = await post('/v2/groups', { name: 'North' });
  const { id } = await post('/v2/team_templates', { title: 'North only', group_ids: [group.id] });
  const path = `/v2/team_templates/${id}`;
  expect((await rep.call('GET', path)).status).toBe(404);
  expect((await rep.call('POST', '/v2/email_templates', { team_template_id: id })).body.errors).toEqual({
    team_template_id: ['could not be found'],
  });
  await me.call('PUT', `/v2/users/${rep.principal.userId}`, { group_id: group.id });
  expect((await rep.call('GET', path)).status).toBe(200);
  expect((await rep.call('PUT', path, { title: 'x' })).status).toBe(403);
  expect((await rep.call('POST', '/v2/team_templates', { title: 'x' })).status).toBe(403);
  await post('/v2/email_templates', { team_template_id: id.toUpperCase() }, rep);
  await me.call('PUT', path, { archived_at: '2026-02-01T00:00:00Z' });
  expect((await rep.call('POST', '/v2/email_templates', { team_template_id: id })).status).toBe(422);
  for (const body of [
    { subject: '{{ broken' },
    { group_ids: [999_999] },
    { attachment_ids: [999_999] },
  ] as object[])
    expect((await me.call('PUT', path, body)).status).toBe(422);
  const stranger = await server.team();
  expect((await stranger.call('GET', path)).status).toBe(404);
  expect((await stranger.call('PUT', path, { title: 'x' })).status).toBe(404);
  expect((await stranger.call('POST', '/v2/email_templates', { team_template_id: id })).status).toBe(422);
});

it('a file is there for who uploaded it, for admins, and for who sees a template that it goes with', async () => {
  const other = await server.colleague(me);
  const { id } = await post(
    '/v2/attachments',
    { name: 'Offer', content_type: 'text/plain', content: 'aGk=' },
    rep,
  );
  const sees = async (who: Caller) => {
    const answers = await Promise.all([
      who.call('GET', `/v2/attachments/${id}`),
      who.call('GET', `/v2/attachments/${id}/content`),
      who.call('POST', '/v2/email_templates', { title: 'T', attachment_ids: [id] }),
    ]);
    const listed = (await get('/v2/attachments?per_page=100', who)).map((each: { id: number }) => each.id);
    return [...answers.map(({ status }) => status), listed.includes(id)];
  };
  for (const who of [rep, me]) expect(await sees(who)).toEqual([200, 200, 200, true]);
  expect(await sees(other)).toEqual([404, 404, 422, false]);
  const template = await post('/v2/email_templates', { title: 'Mine', attachment_ids: [id] }, rep);
  expect(await sees(other)).toEqual([404, 404, 422, false]);
  await rep.call('PUT', `/v2/email_templates/${template.id}`, { shared: true });
  expect(await sees(other)).toEqual([200, 200, 200, true]);
});

it('e-mails and calls are CRM activities without a CRM, under a number that stays', async () => {
  const { id: person_id } = await post('/v2/people', {
    first_name: 'Ada',
    last_name: 'Bell',
    email_address: 'ada@bell.example',
  });
  await post('/v2/call_dispositions', { name: 'Talked' });
  await post('/v2/call_sentiments', { name: 'Very hot' });
  const call = await post('/v2/activities/calls', {
    person_id,
    to: '+4930123',
    disposition: 'Talked',
    sentiment: 'Very hot',
    notes: 'Wants the drawings',
  });
  const { teamId, userId } = me.principal;
  const insert = (state: string) =>
    server.database.pool.query<{ id: number }>(
      `INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, state, state_reason, state_changed_at, send_after, message_id, from_address, to_address, subject, body_html, body_text)
       VALUES ($1, now(), now(), $2, $3, $4, '', now(), now(), '<' || $4 || '@x>', 'me@x', 'ada@bell.example', 'Drawings', '<p>Here</p>', 'Here') RETURNING id`,
      [teamId, userId, person_id, state],
    );
  const sent = Number((await insert('sent')).rows[0]?.id);
  const failed = Number((await insert('failed')).rows[0]?.id);
  const path = '/v2/crm_activities';
  const ofCall = await get(`${path}/${call.crm_activity.id}`);
  expect(ofCall).toMatchObject({
    subject: 'Call: Talked | Very hot',
    description: 'Wants the drawings',
    activity_type: 'phone',
    error: 'Not connected to your CRM',
    crm_id: null,
    custom_crm_fields: { call_to: '+4930123', direction: 'outbound', call_sentiment: 'Very hot' },
    person: { id: person_id },
  });
  const email = await get(`/v2/activities/emails/${sent}`);
  const ofEmail = await get(`${path}/${email.crm_activity.id}`);
  expect(ofEmail).toMatchObject({
    subject: 'Email: Drawings',
    description: 'To: "Ada Bell" <ada@bell.example>\n\nSubject: Drawings\nBody:\n\nHere',
    activity_type: 'email',
    custom_crm_fields: { email_message_id: '<sent@x>', direction: 'outbound', bounced: false },
  });
  expect((await get(`/v2/activities/emails/${failed}`)).crm_activity).toBeNull();
  expect((await me.call('GET', `${path}/${failed}`)).status).toBe(404);
  const found = await get(
    `/v2/activities/emails?crm_activity_id[]=${ofEmail.id}&crm_activity_id[]=${failed}`,
  );
  expect(found.map((each: { id: number }) => each.id)).toEqual([sent]);
  const ids = async (query: string) =>
    (await get(`${path}?${query}`)).map((each: { id: number }) => each.id).sort();
  expect(await ids(`ids[]=${ofCall.id}&ids[]=${sent}&ids[]=${call.id}`)).toEqual([sent, ofCall.id].sort());
  expect(await ids(`updated_at[gt]=${encodeURIComponent(ofEmail.updated_at)}`)).toEqual([]);
  const program = await server.colleague(me, { admin: true, scopes: ['crm:read'] });
  expect(await get(`${path}/${sent}`, program)).toMatchObject({
    subject: null,
    description: null,
    custom_crm_fields: { email_message_id: null },
  });
});

it('a template alone ends with the signature of who asks, where that is wanted', async () => {
  const team = await server.team();
  const rep = await server.colleague(team);
  const made = [
    `/v2/team_templates/${(await team.call('POST', '/v2/team_templates', { title: 'T', subject: 'S', body: '<p>B</p>' })).body.data.id}`,
    `/v2/email_templates/${(await rep.call('POST', '/v2/email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' })).body.data.id}`,
  ];
  const body = async (by: typeof team, path: string) => {
    const answer = await by.call('GET', path);
    expect(answer.status, `${path} ${answer.text}`).toBe(200);
    return answer.body.data.body as string;
  };
  for (const path of made) {
    expect(await body(rep, `${path}?include_signature=true`)).toBe('<p>B</p>');
    await rep.call('PUT', '/v2/me', { email_signature: ' <i>Rep</i> ' });
    expect(await body(rep, `${path}?include_signature=true`)).toBe('<p>B</p><br><br><i>Rep</i>');
    for (const without of ['', '?include_signature=false'])
      expect(await body(rep, path + without)).toBe('<p>B</p>');
    expect(await body(rep, `${path}?include_signature=1`)).toContain('Rep');
    expect((await rep.call('GET', `${path}?include_signature=perhaps`)).status).toBe(422);
    const whole = (await rep.call('GET', path)).body.data;
    expect(Object.keys((await rep.call('GET', `${path}?include_signature=true`)).body.data)).toEqual(
      Object.keys(whole),
    );
    await rep.call('PUT', '/v2/me', { email_signature: null });
  }
});
