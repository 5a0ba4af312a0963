import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await createTestServer();
  admin = await server.team();
});
afterAll(() => server.close());

const entries = async (query = '', as = admin) =>
  (await as.call('GET', `/v2/audit_entries?per_page=100&sort_direction=ASC&${query}`)).body.data;
const sql = async (text: string, values: unknown[] = []) =>
  (await server.database.pool.query(text, values)).rows;

describe('audit entries', () => {
  it('say who changed what, and how it was before: columns that changed, nothing of what stayed', async () => {
    const me = admin.principal.userId;
    const { id } = (await admin.call('POST', '/v2/groups', { name: 'West' })).body.data;
    await admin.call('PUT', `/v2/groups/${id}`, { name: 'North' });
    await admin.call('PUT', `/v2/groups/${id}`, { name: 'North' });
    await admin.call('DELETE', `/v2/groups/${id}`);
    const told = await entries(`record_type=groups&record_id=${id}`);
    expect(told).toMatchObject([
      { action: 'create', user: { id: me }, before: null, after: { name: 'West' } },
      { action: 'update', user: { id: me }, before: { name: 'West' }, after: { name: 'North' } },
      { action: 'delete', user: { id: me }, before: { name: 'North' }, after: null },
    ]);
    expect(told[1].before).toEqual({ name: 'West' });
    expect(await entries(`record_type=groups&action=delete&user_id=${me}`)).toEqual([told[2]]);
    expect((await admin.call('GET', `/v2/audit_entries/${told[0].id}`)).body.data).toEqual(told[0]);
  });

  it('tell of commands over many rows, of settings, of roles, and of who was not asked by anybody', async () => {
    await admin.call('PUT', '/v2/team', { postal_address: 'Elm Street 1' });
    const [renamed] = (await entries('record_type=teams')).slice(-1);
    expect(renamed).toMatchObject({ action: 'update', after: { postal_address: 'Elm Street 1' } });
    const rep = await server.colleague(admin);
    await admin.call('PUT', `/v2/users/${rep.principal.userId}`, { active: false });
    expect((await entries(`record_type=users&record_id=${rep.principal.userId}`)).at(-1)).toMatchObject({
      before: { active: true },
      after: { active: false },
    });
    await sql('UPDATE users SET active = true WHERE id = $1', [rep.principal.userId]);
    expect((await entries(`record_type=users&record_id=${rep.principal.userId}`)).at(-1)).toMatchObject({
      user: null,
      after: { active: true },
    });
    const stage = (await admin.call('POST', '/v2/person_stages', { name: 'Old' })).body.data.id;
    await sql(
      `INSERT INTO people (team_id, created_at, updated_at, email_address, person_stage_id)
       SELECT $1, now(), now(), n || '@many.example', $2 FROM generate_series(1, 600) n`,
      [admin.principal.teamId, stage],
    );
    await admin.call('DELETE', `/v2/person_stages/${stage}`);
    expect(await entries('record_type=long_commands')).toMatchObject([
      { action: 'create', after: { kind: 'person_stage_gone', subject_id: stage, total: 600 } },
    ]);
  });

  it('tell of cadences, templates, webhooks and jobs, and of no counter', async () => {
    const made = async (path: string, body: object) =>
      (await admin.call('POST', path, body)).body.data.id as number;
    const cadence = await made('/v2/cadences', { name: 'Spring' });
    await admin.call('PUT', `/v2/cadences/${cadence}`, { name: 'Summer' });
    const template = await made('/v2/email_templates', { title: 'T', subject: 'S', body: 'B' });
    const hook = await made('/v2/webhook_subscriptions', {
      event_type: 'person_updated',
      callback_url: 'https://x.example/',
      callback_token: 'hunter2-hook',
    });
    const job = await made('/v2/bulk_jobs', { type: 'person/delete', name: 'Away' });
    await admin.call('DELETE', `/v2/bulk_jobs/${job}`);
    await sql('UPDATE cadences SET people_acted_on_count = 7, cadence_people = 3 WHERE id = $1', [cadence]);
    await sql('UPDATE email_templates SET sent_emails = 7 WHERE id = $1', [template]);
    await sql('UPDATE bulk_jobs SET processed = 7 WHERE id = $1', [job]);
    const of = async (type: string, id: number) =>
      (await entries(`record_type=${type}&record_id=${id}`)).map(
        (entry: { action: string; after: object }) => [entry.action, entry.after],
      );
    expect(await of('cadences', cadence)).toMatchObject([
      ['create', { name: 'Spring' }],
      ['update', { name: 'Summer' }],
    ]);
    expect(await of('email_templates', template)).toMatchObject([['create', { title: 'T', body: 'B' }]]);
    expect(await of('webhook_subscriptions', hook)).toMatchObject([
      ['create', { event_type: 'person_updated' }],
    ]);
    expect(await of('bulk_jobs', job)).toMatchObject([
      ['create', { type: 'person/delete', name: 'Away' }],
      ['update', { cancelled_at: expect.any(String) }],
    ]);
  });

  it('hold no secret: keys, passwords, what signs in to a mailbox', async () => {
    await admin.call('POST', '/v2/mailboxes', {
      email_address: 'me@mail.example',
      kind: 'smtp',
      smtp_host: 'mail.example',
      smtp_port: 587,
      username: 'me',
      password: 'hunter2-mailbox',
    });
    await sql('UPDATE users SET password_hash = $2 WHERE id = $1', [
      admin.principal.userId,
      '$argon2id$secret',
    ]);
    const all = JSON.stringify(await sql('SELECT * FROM audit_entries'));
    expect(all).not.toMatch(/hunter2|argon2|key_hash|secret_hash|credentials|dkim_key/);
    // A column that comes later and is called like a secret must be named in the call of audit_table.
    const shown = await sql(`
      SELECT c.relname || '.' || a.attname AS column FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE t.tgname = 'audit' AND a.attnum > 0 AND a.attname ~ '(secret|hash|password|token|credential|sealed|private|_key$)'
        AND NOT a.attname = ANY(string_to_array(replace(encode(t.tgargs, 'escape'), '\\000', ''), ','))`);
    expect(shown).toEqual([]);
  });

  it('stay as they are: nobody changes or removes them, the owner of the database included', async () => {
    const refused = 'audit entries stay as they are';
    await expect(sql('DELETE FROM audit_entries')).rejects.toThrow(refused);
    await expect(sql(`UPDATE audit_entries SET user_id = NULL`)).rejects.toThrow(refused);
    await expect(sql(`UPDATE audit_entries SET after = '{}'`)).rejects.toThrow(refused);
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const { status } = await admin.call(method, '/v2/audit_entries/1', {});
      expect(status).toBe(404);
    }
  });

  it('are for admins of the team: a rep and another team see none', async () => {
    const [one] = await entries();
    for (const stranger of [await server.colleague(admin), await server.team()]) {
      expect((await entries('', stranger)).filter(({ id }: { id: number }) => id === one.id)).toEqual([]);
      expect((await stranger.call('GET', `/v2/audit_entries/${one.id}`)).status).toBe(404);
    }
  });
});
