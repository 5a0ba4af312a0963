import { registerServerTransport } from '../../../apps/server/src/domain/mailboxes/transport-commands.js';
import { receiveMessage } from '../../../apps/server/src/engine/receiving/receive.js';
import { appCode, givePassword, OWN_PASSWORD } from '../two-factor.js';
import type { Teller } from './teller.js';

/** Who works here, when, and by which mailbox. */
export async function team(story: Teller): Promise<void> {
  // Before anything else, so that its numbers hang on nothing.
  await story.tell('events');
  const { userId } = story.admin.principal;
  const colleague = story.colleague.principal.userId;
  story.ids['users'] = userId;
  await story.tell('update_me', '', {
    first_name: 'Grace',
    last_name: 'Hopper',
    time_zone: 'America/New_York',
  });
  await story.tell('update_me', '', { time_zone: 'UTC' });
  await story.tell('update_preferences', '', {
    preferences: { queue_tiers: ['answer_first', 'due_now', 'overdue'], theme: 'dark' },
  });
  await story.sql(
    `INSERT INTO sessions (team_id, token_hash, user_id, created_at, expires_at, ip, user_agent)
     SELECT $1, decode(repeat(n, 64), 'hex'), $2, $3, '2100-01-01', '192.0.2.7', 'A browser' FROM unnest(ARRAY['a', 'b']) n`,
    [story.admin.principal.teamId, userId, story.server.clock.now()],
  );
  await story.tell('notice_settings');
  await story.tell('update_notice_settings', '', { reply: 'at_once', digest_hour: 7 });
  await story.tell('rights');
  await story.tell('sessions');
  await story.tell('end_session', 'a'.repeat(64));
  await story.tell('end_other_sessions');
  await access(story);
  const tag = await story.tell('create_tag', '', { name: 'pilot' });
  const misspelt = await story.tell('create_tag', '', { name: 'pilto' });
  await story.tell('tags.update', tag.id, { name: 'pilot' });
  await story.tell('tags.delete', misspelt.id);
  await story.tell('users.update', colleague, { work_country: 'DE' });
  await story.tell('hand_over_user', colleague, {
    to_user_id: userId,
    to: { cadences: null },
    dry_run: true,
  });
  const group = await story.make('groups', { name: 'North' });
  await story.tell('groups.update', group, { name: 'North and west' });
  const [noted] = await story.tell('audit_entries.list', '', undefined, '?record_type=groups&per_page=1');
  story.ids['audit_entries'] = noted.id;
  await story.make('audit_reports', {
    name: 'Groups of this year',
    record_type: 'groups',
    since: '2026-01-01',
  });
  await story.tell('pause_user_sending', colleague);
  await story.tell('resume_user_sending', colleague);
  await story.tell('update_team', '', { postal_address: '1 Example Street, London' });
  await story.tell('update_sending_settings', '', { email_daily_limit: 200 });
  await story.tell('update_dialer_settings', '', {
    call_hours: [
      { countries: ['Germany', 'DE'], blocks: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }] },
      { blocks: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
    ],
  });
  const disposition = await story.make('call_dispositions', { name: 'Asked to call back', connected: true });
  await story.tell('call_dispositions.update', disposition, { name: 'Call back' });
  const sentiment = await story.make('call_sentiments', { name: 'Curious', positive: true });
  await story.tell('call_sentiments.update', sentiment, { name: 'Very curious' });
  const calendar = await story.make('holiday_calendars', {
    name: 'United Kingdom',
    country: 'GB',
    extra_days: [{ date: '2026-12-24', name: 'Christmas Eve' }],
  });
  await story.tell('holiday_calendars.update', calendar, { name: 'UK' });
  await story.tell('holiday_calendar_days', calendar, undefined, '?year=2026');
  const absence = await story.make('user_absences', {
    starts_on: '2026-07-01',
    ends_on: '2026-07-14',
    mode: 'hold',
  });
  await story.tell('user_absences.update', absence, { ends_on: '2026-07-15' });
  const window = await story.make('send_windows', {
    user_id: colleague,
    blocks: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '17:00' }],
    zone_mode: 'person',
  });
  await story.tell('send_windows.update', window, { manual_steps: true });
  const view = await story.make('saved_list_views', {
    name: 'Mine, untouched',
    view: 'people',
    view_params: { owner: 'me', new: true },
  });
  await story.tell('saved_list_views.update', view, { shared: true });
  const mailbox = await story.make('mailboxes', {
    email_address: 'grace@sender.example',
    smtp_host: 'smtp.sender.example',
    password: 'an application password',
    daily_limit: 150,
  });
  await story.tell('mailboxes.update', mailbox, { from_name: 'Grace Hopper' });
  await story.tell('mailbox_domain_check', mailbox);
  await story.tell('mailbox_use', mailbox);
  await story.sql(`UPDATE mailboxes SET smtp_host = '127.0.0.1', smtp_port = 1 WHERE id = $1`, [mailbox]);
  await story.tell('mailbox_test', mailbox);
  await story.sql(
    `UPDATE mailboxes SET smtp_host = 'smtp.sender.example', health = 'ok', retry_at = NULL WHERE id = $1`,
    [mailbox],
  );
  const role = await story.tell('custom_roles.create', '', {
    name: 'Coach',
    permissions: ['see_everything'],
  });
  await story.tell('custom_roles.show', role.id);
  await story.tell('custom_roles.update', role.id, { permissions: ['see_everything', 'manage_cadences'] });
  const spare = await story.tell('custom_roles.create', '', { name: 'Spare' });
  await story.tell('custom_roles.delete', spare.id);
  await story.tell('mailbox_authorizations', '', { provider: 'microsoft' });
}

/** How somebody signs in. */
export async function twoSteps(story: Teller): Promise<void> {
  const { pool } = story.server.database;
  const now = story.server.clock.now();
  const password = OWN_PASSWORD;
  await givePassword(pool, story.admin.principal.userId);
  const begun = await story.tell('begin_two_factor', '', { password });
  const code = appCode(begun.secret, now);
  const { codes } = await story.tell('enable_two_factor', '', { setup: begun.setup, code });
  await story.tell('two_factor');
  await story.tell('renew_recovery_codes', '', { code: codes[0] });
  await story.tell('disable_two_factor', '', { password });
  await story.tell('reset_two_factor', story.colleague.principal.userId);
  await story.tell('change_password', '', {
    current_password: password,
    password: 'looms punch cards of brass',
  });
}

/** Who comes in, and which programs. */
async function access(story: Teller): Promise<void> {
  const scopes = ['people:read', 'cadences:read'];
  const key = await story.tell('create_api_key', '', { name: 'Nightly copy', scopes });
  await story.tell('rotate_api_key', key.id);
  await story.tell('api_keys');
  await story.tell('revoke_api_key', key.id);
  const app = await story.tell('create_oauth_application', '', {
    name: 'Dashboard',
    redirect_uris: ['https://dashboard.example/callback'],
    scopes,
  });
  await story.tell('update_oauth_application', app.id, { name: 'Sales dashboard' });
  await story.tell('rotate_oauth_secret', app.id);
  await story.tell('oauth_applications');
  await story.sql(
    `INSERT INTO oauth_payloads (id, model, client_id, user_id, generation, created_at, expires_at, payload)
     SELECT decode(repeat('c', 64), 'hex'), 'Grant', $1, id, consent_generation, $3, '2100-01-01', $4 FROM users WHERE id = $2`,
    [
      app.client_id,
      story.admin.principal.userId,
      story.server.clock.now(),
      JSON.stringify({ openid: { scope: scopes.join(' ') } }),
    ],
  );
  await story.tell('authorized_applications');
  await story.tell('end_authorization', app.client_id);
  await story.tell('revoke_oauth_application', app.id);
  const { user } = await story.tell('invite', '', { email: 'alan@example.com', first_name: 'Alan' });
  await story.tell('invitations');
  await story.tell('resend_invitation', user.id);
  await story.tell('password_link', user.id);
  await story.tell('revoke_invitation', user.id);
}

/** Mail outside of cadences, doubts, what comes back, and who gets nothing. */
/** A meeting that is moved and called off, and one that stays. */
async function meetings(story: Teller, person_id: number): Promise<void> {
  const body = {
    person_id,
    title: 'A look at the engine',
    start_time: '2026-12-01T14:00:00Z',
    duration: 30,
    location: 'https://meet.engines.example/1',
    guests: ['mary@somerville.example'],
  };
  const meeting = await story.make('meetings', body);
  await story.tell('meetings.list', '', undefined, '?per_page=1&status=pending');
  const { reschedule_guid } = await story.tell('meetings.show', meeting);
  await story.tell('reschedule_link', reschedule_guid as string);
  const { data: settings } = (await story.admin.call('POST', '/v2/meetings/settings/searches', {})).body;
  await story.tell('update_meeting_settings', settings[0].id, {
    default_meeting_length: 45,
    times_available: { Friday: { start_time: '09:00', end_time: '13:00', enabled: true } },
    schedule_buffer_enabled: true,
    buffer_time_duration: 10,
  });
  await story.tell('meeting_settings_searches', '', { calendar_type: 'external' });
  await story.tell(
    'calendar_availabilities',
    '',
    undefined,
    '?start_date=2026-12-04&end_date=2026-12-04&duration=60',
  );
  await story.tell('meetings.update', meeting, { start_time: '2026-12-02T14:00:00Z' });
  const { id } = await story.tell('meetings.create', '', body);
  await story.tell('meetings.delete', id);
  await story.tell('upsert_calendar_event', '', {
    id: 'AAMkADQ0NjE4YmY5',
    i_cal_uid: '040000008200E00074C5B7101A82E008@calendar.example',
    calendar_id: `external_${story.admin.principal.userGuid}`,
    start_time: '2026-12-03T09:00:00Z',
    end_time: '2026-12-03T09:30:00Z',
    title: 'With the printers',
    status: 'confirmed',
    attendees: [{ email: 'printers@taylor.example', name: 'Richard Taylor', status: 'accepted' }],
    updated_at: '2026-03-02T08:55:00Z',
  });
  await story.tell('create_calendar_event', '', {
    id: 'AAMkADQ0NjE4YmZ0',
    i_cal_uid: '040000008200E00074C5B7101A82E009@calendar.example',
    calendar_id: `external_${story.admin.principal.userGuid}`,
    start_time: '2026-12-04T09:00:00Z',
    end_time: '2026-12-04T10:00:00Z',
    title: 'Reading of proofs',
  });
  await story.tell('update_calendar_event', 'AAMkADQ0NjE4YmZ0', {
    start_time: '2026-12-04T10:00:00Z',
    end_time: '2026-12-04T11:00:00Z',
  });
}

export async function mail(story: Teller): Promise<void> {
  const person = story.ids['people'];
  const written = {
    person_id: person,
    subject: 'As promised',
    body: '<p>The drawings.</p>',
    send_after: '2026-12-01T09:00:00Z',
  };
  const email = await story.make('scheduled_emails', written);
  await story.tell('scheduled_emails.update', email, { subject: 'As I promised' });
  await story.sql(`UPDATE emails SET message_id = '<promised@engines.example>' WHERE id = $1`, [email]);
  await story.tell('mime_email_payload', email);
  for (const [name, body] of [
    ['send_ledger_settle', { verdict: 'sent' }],
    ['send_ledger_settle_many', { verdict: 'not_sent' }],
  ] as const) {
    const { id } = await story.tell('scheduled_emails.create', '', written);
    await story.sql(`UPDATE emails SET state = 'uncertain' WHERE id = $1`, [id]);
    await story.tell(name, name === 'send_ledger_settle' ? id : '', body);
  }
  await story.tell('scheduled_emails.delete', (await story.tell('scheduled_emails.create', '', written)).id);
  const elsewhere = await story.tell('scheduled_emails.create', '', written);
  await story.tell('update_pending_email', elsewhere.id, {
    status: 'failed',
    message_id: '<promised-elsewhere@engines.example>',
    error_message: '550 5.1.1 no such user',
  });
  await meetings(story, person as number);
  await comesBack(story);
  await story.make('suppressions', {
    value: 'nobody@engines.example',
    reason: 'manual',
    note: 'Asked by telephone.',
  });
  await story.tell('suppression_imports', '', {
    csv: 'email,reason\nleft@engines.example,hard_bounce\nnot an address,\n',
  });
}

async function comesBack(story: Teller): Promise<void> {
  const [sent] = await story.sql<{ message_id: string }>('SELECT message_id FROM emails WHERE id = $1', [
    story.ids['emails'],
  ]);
  const text = (id: string, words: string) =>
    [
      'From: Ada Lovelace <ada@engines.example>',
      'To: grace@sender.example',
      'Subject: Re: A question',
      `Message-ID: <${id}@engines.example>`,
      `In-Reply-To: ${sent?.message_id}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      words,
      '',
    ].join('\r\n');
  for (const [id, words] of [
    ['one', 'Gladly. Would Tuesday suit you?'],
    ['two', 'Not for us, thank you.'],
    ['three', 'Not now, thank you.'],
  ] as const) {
    const now = story.server.clock.now();
    const arrival = {
      teamId: story.admin.principal.teamId,
      mailboxId: null,
      folder: 'INBOX',
      role: 'inbox',
      uidValidity: null,
      uid: null,
      flags: new Set<string>(),
      receivedAt: now,
    } as const;
    await receiveMessage(story.server.database, arrival, Buffer.from(text(id, words)), now);
  }
  const messages: { id: number }[] = await story.tell(
    'received_messages.list',
    '',
    undefined,
    '?sort_by=created_at&sort_direction=asc',
  );
  const [reply, refusal, later] = messages;
  story.ids['received_messages'] = reply?.id ?? 0;
  await story.tell('external_emails', '', {
    mailbox: 'grace@sender.example',
    raw: Buffer.from(
      'From: Ada <ada@engines.example>\r\nSubject: Soon\r\nMessage-ID: <soon@engines.example>\r\n\r\nTomorrow.\r\n',
    ).toString('base64url'),
  });
  const [thread] = await story.tell('threads.list');
  story.ids['threads'] = thread.id;
  await story.tell('threads.show', thread.id);
  await story.tell('threads.update', thread.id, {
    assigned_user_id: story.admin.principal.userId,
    unread: false,
  });
  await story.tell('thread_messages', thread.id);
  const [notice] = await story.tell('notices.list');
  story.ids['notices'] = notice.id;
  await story.tell('notices.show', notice.id);
  await story.tell('notices.update', notice.id, { read: true });
  await story.tell('received_message_body', reply?.id);
  await story.tell('received_message_mark', reply?.id, { positive: true });
  await story.tell('received_message_undo', reply?.id);
  await story.tell('received_message_reclassify', reply?.id, {
    kind: 'auto_reply',
    returns_on: '2026-03-16',
  });
  await story.tell('received_message_opt_out', refusal?.id);
  await story.sql(`UPDATE received_messages SET suggestion = 'opt_out' WHERE id = $1`, [later?.id]);
  await story.tell('received_message_dismiss', later?.id);
}

/** What an operator asks for. */
export async function upkeep(story: Teller): Promise<void> {
  const { kysely } = story.server.database;
  await registerServerTransport(kysely, 'story', story.server.clock.now());
  await story.tell('server_transport');
  await story.tell('retry_server_transport');
  for (const [name, kind, failed] of [
    ['long_command_cancel', 'stop_contacting', null],
    ['long_command_retry', 'detach_people', story.server.clock.now()],
  ] as const) {
    const [stored] = await story.sql<{ id: number }>(
      `INSERT INTO long_commands (team_id, started_at, kind, subject_id, user_id, detail, after_id, done, total, failed_at)
      VALUES ($1, $2, $3, $4, $5, '{}', 0, 0, 1, $6) RETURNING id`,
      [
        story.admin.principal.teamId,
        story.server.clock.now(),
        kind,
        story.ids['accounts'],
        story.admin.principal.userId,
        failed,
      ],
    );
    if (kind === 'stop_contacting') await story.tell('long_commands');
    await story.tell(name, stored?.id);
  }
}

/** A team whose clock is moved. */
export async function sandbox(story: Teller): Promise<void> {
  await story.tell('sandbox_settings', '', {
    enabled: true,
    seed: 'spring',
    reply_rate: 0.2,
    complete_manual_steps: true,
  });
  const person = { email_address: 'grace@made-up.example', first_name: 'Grace' };
  const { id: template } = await story.tell('email_templates.create', '', {
    title: 'T',
    subject: 'Hello',
    body: '<p>Hello.</p>',
  });
  const { id: cadence } = await story.tell('cadences.create', '', { name: 'Rehearsal' });
  const step = { cadence_id: cadence, type: 'email', day: 1, automated: true, email_template_id: template };
  await story.tell('steps.create', '', step);
  const { id } = await story.tell('people.create', '', person);
  await story.tell('cadence_memberships.create', '', { person_id: id, cadence_id: cadence });
  await story.tell('sandbox_advance', '', { by: '3d' });
  const [message] = await story.sql<{ id: number }>('SELECT id FROM sandbox_messages WHERE team_id = $1', [
    story.admin.principal.teamId,
  ]);
  await story.tell('sandbox_touches', '', undefined, '?per_page=2');
  await story.tell('sandbox_messages', '', undefined, '?per_page=1');
  await story.tell('sandbox_message', message?.id);
  await story.tell('sandbox_react', message?.id, { kind: 'reply', text: 'Gladly, call me on Tuesday.' });
  await story.tell('sandbox_cancel');
  await story.tell('sandbox_reset_clock');
  await story.tell('sandbox');
}
