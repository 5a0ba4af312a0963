import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillHistories } from '../../apps/server/src/domain/histories/index.js';
import { cadence, people, sandboxTeam } from '../sandbox/support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';
import type { Wire } from '../support/truth/world.js';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function done(
  who: Caller,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Wire> {
  const answer = await who.call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body?.data as Wire;
}
async function histories(who: Caller, query = ''): Promise<Wire[]> {
  const answer = await who.call('GET', `/v2/activity_histories?per_page=100&${query}`);
  expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.anything()]);
  return answer.body.data as Wire[];
}
const sql = async (text: string, values: unknown[] = []): Promise<Wire[]> =>
  (await server.database.pool.query<Wire>(text, values)).rows;
const idsOf = (rows: readonly Wire[]) => rows.map(({ id, resource_type: of }) => `${id} ${of}`).toSorted();

async function personOf(who: Caller, more: object = {}) {
  const account = await done(who, 'POST', '/v2/accounts', {
    name: 'A',
    domain: `a${Math.trunc(performance.now() * 1000)}.example`,
  });
  const person = await done(who, 'POST', '/v2/people', {
    last_name: 'P',
    email_address: `p@${account['domain']}`,
    account_id: account['id'],
    ...more,
  });
  return { account: account['id'] as number, person: person['id'] as number };
}

/** An e-mail and a message as a process of the version before writes them: it knows nothing of histories. */
async function email(who: Caller, person: number, state = 'sent'): Promise<number> {
  const [row] = await sql(
    `INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, state, state_reason, state_changed_at, send_after,
       sent_at, message_id, from_address, to_address, subject, body_html, body_text)
     VALUES ($1, $3, $3, $4, $2, $5, '', $3, $3, CASE WHEN $5 = 'sent' THEN $3::timestamptz END, gen_random_uuid()::text,
       'a@a.example', 'b@b.example', 'Our subject', '', 'Our words') RETURNING id`,
    [who.principal.teamId, person, server.clock.now(), who.principal.userId, state],
  );
  return row?.['id'] as number;
}
async function received(who: Caller, person: number, kind: string): Promise<number> {
  const [row] = await sql(
    `INSERT INTO received_messages (team_id, created_at, updated_at, received_at, kind, confidence, person_id, user_id, subject, body_text)
     VALUES ($1, $2, $2, $2, $3, 1, $4, $5, 'Their subject', 'Their words') RETURNING id`,
    [who.principal.teamId, server.clock.now(), kind, person, who.principal.userId],
  );
  return row?.['id'] as number;
}

describe('a fact of each kind', () => {
  it('has a row for the person and one for the account', async () => {
    const me = await server.team();
    const { person, account } = await personOf(me);
    const path = await done(me, 'POST', '/v2/cadence_imports', {
      settings: { name: 'C', cadence_function: 'outbound', remove_replied: false, remove_bounced: false },
      sharing_settings: { team_cadence: true, shared: true },
      cadence_content: {
        step_groups: [
          {
            day: 1,
            automated: false,
            due_immediately: true,
            steps: [{ type: 'Other', enabled: true, name: 'Do', type_settings: { instructions: 'Do it' } }],
          },
        ],
      },
    });
    const membership = await done(me, 'POST', '/v2/cadence_memberships', {
      person_id: person,
      cadence_id: path['cadence'].id,
    });
    const [action] = await sql('SELECT id FROM actions WHERE team_id = $1', [me.principal.teamId]);
    await sql(`UPDATE actions SET status = 'in_progress' WHERE team_id = $1`, [me.principal.teamId]);
    await done(me, 'POST', '/v2/activities', { action_id: action?.['id'] });
    for (const name of ['Spoke', 'Left Voice mail'])
      await done(me, 'POST', '/v2/call_dispositions', { name });
    const call = await done(me, 'POST', '/v2/activities/calls', {
      person_id: person,
      disposition: 'Spoke',
    });
    const note = await done(me, 'POST', '/v2/notes', {
      content: 'on the call',
      associated_with_type: 'person',
      associated_with_id: person,
      call_id: call['id'],
    });
    const voicemail = await done(me, 'POST', '/v2/activities/calls', {
      person_id: person,
      disposition: 'Left Voice mail',
    });
    const task = await done(me, 'POST', '/v2/tasks', {
      person_id: person,
      subject: 'Do',
      task_type: 'general',
      due_date: '2026-03-03',
    });
    await done(me, 'PUT', `/v2/tasks/${task['id']}`, { current_state: 'completed' });
    const success = await done(me, 'POST', '/v2/successes', { person_id: person });
    const one = await email(me, person);
    const requested = (
      await sql(
        `INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, state, state_reason, state_changed_at, send_after,
           message_id, from_address, to_address, subject, body_html, body_text, one_off)
         SELECT team_id, created_at, updated_at, user_id, person_id, 'queued', '', state_changed_at, send_after,
           gen_random_uuid()::text, from_address, to_address, subject, body_html, body_text, true FROM emails WHERE id = $1 RETURNING id`,
        [one],
      )
    )[0]?.['id'];
    const reply = await received(me, person, 'reply');
    const away = await received(me, person, 'auto_reply');
    await received(me, person, 'bounce');
    await done(me, 'PUT', `/v2/people/${person}`, { eu_resident: true });
    await done(me, 'PUT', `/v2/people/${person}`, { do_not_contact: true });

    const all = await histories(me);
    const ofFlag = (type: string) => all.find((row) => row['type'] === type)?.['id'];
    const both = [
      `completed_action-${action?.['id']}`,
      `call-${call['id']}`,
      `voicemail-${voicemail['id']}`,
      `note-${note['id']}`,
      `task-${task['id']}`,
      `success-${success['id']}`,
      `sent_email-${one}`,
      `requested_email-${requested}`,
      `email_reply-${reply}`,
      `received_email-${away}`,
      ofFlag('dnc_event'),
      ofFlag('residency_change'),
    ];
    expect(idsOf(all)).toEqual(
      [
        ...both.flatMap((id) => [`${id} person`, `${id} account`]),
        `added_to_cadence-${membership['id']} person`,
        `account_added_to_cadence-${membership['id']} account`,
      ].toSorted(),
    );
    expect(new Set(all.map(({ resource_type: of, resource_id: id }) => `${of} ${id}`))).toEqual(
      new Set([`person ${person}`, `account ${account}`]),
    );
    expect(all.find((row) => row['id'] === `sent_email-${one}`)).toMatchObject({
      user_guid: me.principal.userGuid,
      static_data: { email_id: one },
      dynamic_data: {
        subject: 'Our subject',
        status: 'sent',
        counts: { views: 0, replies: 0, clicks: 0 },
      },
      failed_dynamic_resources: [],
      pinned_at: null,
    });
    expect(all.find((row) => row['id'] === `call-${call['id']}`)?.['static_data']).toEqual({
      call_id: call['id'],
      note_content: 'on the call',
    });
    expect(all.find((row) => row['type'] === 'dnc_event')).toMatchObject({
      user_guid: me.principal.userGuid,
      static_data: { person_id: person, do_not_contact: true },
    });
  });

  it('moves and goes with its fact', async () => {
    const me = await server.team();
    const { person } = await personOf(me);
    const note = await done(me, 'POST', '/v2/notes', {
      content: 'Words',
      associated_with_type: 'person',
      associated_with_id: person,
    });
    const reply = await received(me, person, 'reply');
    const one = await email(me, person);
    const [call] = await sql(
      `INSERT INTO calls (team_id, created_at, updated_at, user_id, person_id, disposition) VALUES ($1, $2, $2, $3, $4, 'Spoke') RETURNING id`,
      [me.principal.teamId, server.clock.now(), me.principal.userId, person],
    );
    expect(idsOf(await histories(me, 'resource_type=person'))).toEqual(
      [`note-${note['id']}`, `email_reply-${reply}`, `sent_email-${one}`, `call-${call?.['id']}`]
        .map((id) => `${id} person`)
        .toSorted(),
    );
    await sql(`UPDATE calls SET disposition = 'Voicemail left' WHERE id = $1`, [call?.['id']]);
    await sql('UPDATE received_messages SET undone_at = $2 WHERE id = $1', [reply, server.clock.now()]);
    await done(me, 'DELETE', `/v2/notes/${note['id']}`);
    expect(idsOf(await histories(me))).toEqual(
      [`sent_email-${one}`, `voicemail-${call?.['id']}`]
        .flatMap((id) => [`${id} person`, `${id} account`])
        .toSorted(),
    );
    await sql('DELETE FROM emails WHERE id = $1', [one]);
    await sql('DELETE FROM calls WHERE id = $1', [call?.['id']]);
    expect(await histories(me)).toEqual([]);
  });
});

describe('what is asked', () => {
  it('needs the type of an id, and refuses what is internal to programs of others', async () => {
    const me = await server.team();
    const alone = await me.call('GET', '/v2/activity_histories?resource_id=1');
    expect([alone.status, alone.body.errors]).toEqual([422, { resource_id: ['needs resource_type'] }]);
    expect((await me.call('GET', '/v2/activity_histories?type=nonsense')).status).toBe(422);
    expect((await me.call('GET', '/v2/activity_histories?_resource=person')).status).toBe(200);
  });

  it('shows words of e-mails to those who may read them', async () => {
    const me = await server.team();
    const less = await server.colleague(me, { admin: true, scopes: ['activities:read'] });
    const { person } = await personOf(me);
    await email(me, person);
    await received(me, person, 'reply');
    const rows = await histories(less);
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toMatch(/subject|words/i);
    expect((await less.call('GET', '/v2/activity_histories/bodies')).status).toBe(403);
    const bodies = await me.call(
      'GET',
      `/v2/activity_histories/bodies?resource_type=person&resource_id=${person}&sort_direction=asc`,
    );
    expect(bodies.body.data.map((row: Wire) => [row['type'], row['subject'], row['text']])).toEqual([
      ['sent_email', 'Our subject', 'Our words'],
      ['email_reply', 'Their subject', 'Their words'],
    ]);
  });

  it('is there for whoever sees the person, the message and the cadence', async () => {
    const me = await server.team();
    const rep = await server.colleague(me);
    const other = await server.colleague(me);
    const { person } = await personOf(me, { owner_id: rep.principal.userId });
    await email(me, person);
    await received(rep, person, 'reply');
    const words = async (who: Caller) => (await histories(who)).map(({ type }) => type as string).toSorted();
    const all = ['email_reply', 'email_reply', 'sent_email', 'sent_email'];
    expect([await words(me), await words(rep)]).toEqual([all, all]);
    expect(await words(other)).toEqual(['sent_email', 'sent_email']);
    await done(me, 'PUT', '/v2/team', { team_visibility_default: 'private' });
    // Of the person, whose owner he is; the account is the admin's.
    expect(await words(rep)).toEqual(['email_reply', 'sent_email']);
    expect([await words(other), await words(me)]).toEqual([[], all]);
    const [row] = await histories(me, 'type=sent_email&resource_type=person');
    const pin = (who: Caller) => who.call('PUT', `/v2/activity_histories/${row?.['id']}`, { pinned: true });
    expect((await pin(other)).status).toBe(404);
    expect((await pin(await server.team())).status).toBe(404);
    expect((await pin(rep)).body.data.pinned_at).toBe('2026-03-02T09:00:00.000000+00:00');
  });

  it('is pinned row by row', async () => {
    const me = await server.team();
    const { person } = await personOf(me);
    const id = `sent_email-${await email(me, person)}`;
    const pin = (body: object) => done(me, 'PUT', `/v2/activity_histories/${id}`, body);
    expect(await pin({ pinned: true })).toMatchObject({ id, resource_type: 'person', resource_id: person });
    expect(await histories(me, 'pinned=true')).toHaveLength(1);
    await pin({ pinned: true, resource_type: 'account' });
    await pin({ pinned: false });
    expect((await histories(me, 'pinned=true')).map((row) => row['resource_type'])).toEqual(['account']);
    expect((await me.call('PUT', '/v2/activity_histories/sent_email-0', { pinned: true })).status).toBe(404);
    expect((await me.call('PUT', `/v2/activity_histories/${id}`, {})).status).toBe(422);
  });
});

/** What there is to tell, from the records: written apart from what writes the histories. */
const RECOUNT = `
  SELECT type || '-' || id AS id, at, person FROM (
    SELECT 'sent_email' AS type, id, sent_at AS at, person_id AS person FROM emails WHERE team_id = $1 AND state = 'sent'
    UNION ALL SELECT 'requested_email', id, created_at, person_id FROM emails WHERE team_id = $1 AND one_off
    UNION ALL SELECT 'email_reply', id, received_at, person_id FROM received_messages
      WHERE team_id = $1 AND person_id IS NOT NULL AND undone_at IS NULL AND kind = 'reply'
    UNION ALL SELECT 'received_email', id, received_at, person_id FROM received_messages
      WHERE team_id = $1 AND person_id IS NOT NULL AND undone_at IS NULL AND kind IN ('auto_reply', 'receipt', 'unsubscribe', 'other')
    UNION ALL SELECT CASE WHEN disposition ~* 'voice ?mail' THEN 'voicemail' ELSE 'call' END, id, created_at, person_id FROM calls WHERE team_id = $1
    UNION ALL SELECT 'note', id, created_at, person_id FROM notes WHERE team_id = $1 AND deleted_at IS NULL
    UNION ALL SELECT 'task', id, completed_at, person_id FROM tasks WHERE team_id = $1 AND deleted_at IS NULL AND current_state = 'completed'
    UNION ALL SELECT 'completed_action', id, completed_at, person_id FROM actions WHERE team_id = $1 AND status = 'completed' AND type <> 'email'
    UNION ALL SELECT 'success', id, succeeded_at, person_id FROM successes WHERE team_id = $1
    UNION ALL SELECT 'added_to_cadence', id, added_at, person_id FROM cadence_memberships WHERE team_id = $1) f`;
const TOLD = `SELECT history_id AS id, occurred_at AS at, resource_id AS person FROM activity_histories
  WHERE team_id = $1 AND resource_type = 'person' AND type NOT IN ('dnc_event', 'residency_change')`;

describe('a month', () => {
  it('is told as a recount tells it, whoever wrote it and when', async () => {
    const admin = await sandboxTeam(server, {
      reply_rate: 0.3,
      auto_reply_rate: 0.2,
      bounce_rate: 0.1,
      opt_out_rate: 0.1,
      open_rate: 0.6,
    });
    const team = [admin.principal.teamId];
    const id = await cadence(server, admin, [
      { day: 1 },
      { day: 3, manual: 'Phone' },
      { day: 4, at: '14:30' },
      { day: 8 },
      { day: 12 },
    ]);
    await people(server, admin, id, 12);
    const went = await admin.call('POST', '/v2/sandbox/advance', { by: '30d' });
    expect(went.body.data.state).toBe('done');
    const counted = await sql(
      `SELECT type, count(*)::int AS n FROM activity_histories WHERE team_id = $1 GROUP BY 1`,
      team,
    );
    const kinds = counted.map(({ type }) => type as string);
    expect(kinds).toEqual(expect.arrayContaining(['sent_email', 'email_reply', 'added_to_cadence']));
    const [answer] = await sql(
      `SELECT id FROM received_messages WHERE team_id = $1 AND kind = 'reply' AND effect IS NOT NULL ORDER BY id LIMIT 1`,
      team,
    );
    await done(admin, 'POST', `/v2/received_messages/${answer?.['id']}/undo`);

    const differ = `((${RECOUNT} EXCEPT ${TOLD}) UNION ALL (${TOLD} EXCEPT ${RECOUNT}))`;
    expect(await sql(differ, team)).toEqual([]);

    // Before there were histories: a chore writes them, in parts.
    const whole = `SELECT history_id, resource_type, resource_id, occurred_at, user_id, static_data FROM activity_histories
      WHERE team_id = $1 AND type NOT IN ('dnc_event', 'residency_change') ORDER BY 1, 2`;
    const before = await sql(whole, team);
    await sql('DELETE FROM activity_histories WHERE team_id = $1', team);
    await sql(
      `INSERT INTO history_fills (team_id, source) SELECT $1, unnest(ARRAY['emails', 'received_messages', 'calls', 'notes',
        'tasks', 'actions', 'successes', 'cadence_memberships'])`,
      team,
    );
    for (let left = 1; left > 0; ) left = await fillHistories(server.database.kysely, server.clock.now());
    expect(await sql(whole, team)).toEqual(before);
    expect(await sql('SELECT 1 FROM history_fills WHERE done_at IS NULL')).toEqual([]);
  }, 120_000);
});
