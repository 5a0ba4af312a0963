import { appCode, givePassword, OWN_PASSWORD } from '../two-factor.js';
import { SEEDED, SEEDS } from '../../seeds/index.js';
import { type Given, given } from '../../seeds/seed.js';
import { expect } from 'vitest';
import { COMMANDS, type EventWalk } from './walk.js';

const ATTACHMENT = { name: 'a.txt', content_type: 'text/plain', content: 'aGVsbG8=' };
/** Resources without events: made, changed, deleted. */
const PLAIN: [string, object, object][] = [
  ['call_dispositions', { name: 'X' }, { name: 'Y' }],
  ['call_sentiments', { name: 'X' }, { name: 'Y' }],
  ['snippets', { key: 'x', body: 'X' }, { body: 'Y' }],
  ['holiday_calendars', { name: 'X', extra_days: [] }, { name: 'Y' }],
  ['user_absences', { starts_on: '2026-07-01', ends_on: '2026-07-02' }, { ends_on: '2026-07-03' }],
  [
    'send_windows',
    { blocks: [{ days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' }] },
    { blocks: [{ days: [1], from: '00:00', to: '24:00' }] },
  ],
];

/** The team, and what has no events of its own. */
export async function teamAndSettings(walk: EventWalk): Promise<void> {
  const user = walk.admin.principal.userId;
  await walk.go('users.update', walk.colleague.principal.userId, { work_country: 'DE' });
  await walk.go('update_me', '', { first_name: 'New' });
  const joins = await walk.happens('a colleague comes', () => walk.server.colleague(walk.admin));
  expect(joins.map(({ type }) => type)).toEqual(['user_created']);
  await walk.go('pause_user_sending', user);
  await walk.nothing('pause_user_sending', user);
  await walk.go('resume_user_sending', user);
  const group = await walk.make('groups', { name: 'North' });
  await walk.go('groups.update', group, { name: 'South' });
  await walk.go('users.update', walk.colleague.principal.userId, { group_id: group });
  expect((await walk.go('groups.delete', group)).types).toEqual(['user_updated']);
  const hook = await walk.make('webhook_subscriptions', {
    event_type: 'user_updated',
    callback_url: 'https://receiver.example/hooks',
    callback_token: 'secret',
  });
  const test = await walk.go('webhook_subscription_test', hook);
  await walk.go('webhook_delivery_redeliver', test.data['delivery'].id);
  await walk.go('webhook_delivery_replay', '', { subscription_ids: [hook] });
  await walk.go('update_sending_settings', '', {});
  await walk.go('update_dialer_settings', '', {});
  await walk.go('update_team', '', {});
  const { data: early } = await walk.go('create_tag', '', { name: 'early' });
  await walk.make('people', { email_address: 'tagged@x.test', tags: ['early'] });
  await walk.make('accounts', { name: 'Tagged', domain: 'tagged.test', tags: ['early'] });
  await walk.make('cadences', { name: 'Tagged', cadence_function: 'outbound', tags: ['early'] });
  for (const { types } of [
    await walk.go('tags.update', early.id, { name: 'late' }),
    await walk.go('tags.delete', early.id),
  ])
    expect(types.toSorted()).toEqual(['account_updated', 'cadence_updated', 'person_updated']);
  await walk.go('update_preferences', '', { preferences: { theme: 'dark' } });
  await walk.go('update_notice_settings', '', { reply: 'off' });
  const key = await walk.go('create_api_key', '', { name: 'K', scopes: ['people:read'] });
  await walk.go('rotate_api_key', key.data['id']);
  await walk.go('revoke_api_key', key.data['id']);
  const app = await walk.go('create_oauth_application', '', {
    name: 'A',
    redirect_uris: ['https://a.example/'],
  });
  await walk.go('update_oauth_application', app.data['id'], { name: 'B' });
  await walk.go('rotate_oauth_secret', app.data['id']);
  await walk.go('revoke_oauth_application', app.data['id']);
  await walk.go('end_authorization', 'x');
  const role = (await walk.admin.call('POST', '/v2/custom_roles', { name: 'R' })).body.data.id;
  const invited = await walk.go('invite', '', { email: 'invited@events.example', role_id: role });
  expect(invited.types).toEqual(['user_created', 'user_updated']);
  await walk.go('resend_invitation', invited.data['user'].id);
  await walk.go('password_link', invited.data['user'].id);
  await walk.go('revoke_invitation', invited.data['user'].id);
  await twoSteps(walk);
  await walk.go('end_session', '0'.repeat(64));
  await walk.go('end_other_sessions', '');

  const person = await walk.make('people', { last_name: 'F', email_address: 'f@d.example' });
  const account = await walk.make('accounts', { name: 'D', domain: 'd.example' });
  await walk.go('people.update', person, { phone: '+1 5550100' });
  await walk.go('dial_person', person, {});
  const field = await walk.make('custom_fields', { name: 'Region', field_type: 'person' });
  await walk.go('people.update', person, { custom_fields: { Region: 'N' } });
  expect((await walk.go('custom_fields.update', field, { name: 'Land' })).types).toEqual(['person_updated']);
  expect((await walk.go('custom_fields.delete', field)).types).toEqual(['person_updated']);
  for (const [name, column] of [
    ['account_stages', 'company_stage_id'],
    ['account_tiers', 'account_tier_id'],
  ] as const) {
    const id = await walk.make(name, { name: 'One' });
    await walk.go(`${name}.update`, id, { name: 'Two' });
    await walk.go('accounts.update', account, { [column]: id });
    expect((await walk.go(`${name}.delete`, id)).types).toEqual(['account_updated']);
  }
  const cadence = await walk.make('cadences', { name: 'V' });
  const step = await walk.make('steps', { cadence_id: cadence, type: 'email', day: 1 });
  const template = await walk.make('email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' });
  await walk.go('email_templates.update', template, { title: 'U' });
  for (const name of ['A', 'B'])
    await walk.make('step_variants', { step_id: step, name, email_template_id: template });
  const [variant, loser] = (await walk.admin.call('GET', `/v2/step_variants?step_id=${step}`)).body.data;
  await walk.go('step_variants.update', variant.id, { name: 'C' });
  await walk.go('declare_winner', variant.id);
  await walk.go('step_variants.delete', loser.id);
  await walk.go('email_missing_tags', '', { subject: 'S', body: '<p>B</p>', person_id: person });
  await walk.go('preview_email', '', { subject: 'S', body: '<p>B</p>', person_id: person });
  await walk.go('preview_template', template, { person_id: person });
  await walk.go('attachments.delete', await walk.make('attachments', ATTACHMENT));
  for (const [name, created, changed] of PLAIN) {
    const id = await walk.make(name, created);
    await walk.go(`${name}.update`, id, changed);
    await walk.go(`${name}.delete`, id);
  }
  await walk.go('exports.delete', await walk.make('exports', { list: 'people' }));
  const job = await walk.make('bulk_jobs', { type: 'person/upsert' });
  await walk.go('create_job_data', job, { data: [{ email_address: 'row@d.example' }] });
  await walk.go('create_job_selection', await walk.make('bulk_jobs', { type: 'person/delete' }), {
    ids: [1],
  });
  await walk.go('bulk_jobs.update', job, { ready_to_execute: true });
  await walk.go('cadence_bulk_memberships', '', { cadence_id: 1, person_ids: [1] });
  await walk.go('bulk_jobs.delete', job);
  await walk.nothing('bulk_jobs.delete', job);
  const ended = await walk.make('bulk_jobs', { type: 'person/tags/add' });
  await walk.go('create_job_data', ended, { data: [{ id: person, tags: ['t'] }] });
  await walk.sql(`UPDATE bulk_jobs SET state = 'done', finished_at = $2 WHERE id = $1`, [
    ended,
    walk.server.clock.now(),
  ]);
  await walk.sql(`UPDATE bulk_job_rows SET status = 'success', undo = $2 WHERE bulk_job_id = $1`, [
    ended,
    JSON.stringify({ id: person, before: { tags: [] }, after: { tags: ['t'] } }),
  ]);
  await walk.go('undo_bulk_job', ended);
  await ofTheirOwn(walk, { people: person, accounts: account, users: user });
  await walk.go(
    'email_templates.delete',
    await walk.make('email_templates', { title: 'T', subject: 'S', body: '<p>B</p>' }),
  );
}

/** What has a seed of its own (tests/seeds): made, changed and deleted, of what is there and of one another. */
async function ofTheirOwn(walk: EventWalk, ids: Record<string, number>): Promise<void> {
  const made = { ...ids };
  for (const name of SEEDED) {
    const body: Given<object> = SEEDS[name].records[0]?.body ?? {};
    made[name] = await walk.make(
      name,
      given(body, (of) => made[of] as number),
    );
  }
  const about = { person_id: made['people'] };
  const recorded = { to: '+1', from: '+2', duration: 3, recording: { url: 'https://dialer.example/c.mp3' } };
  const handedOver = await walk.go('conversations_calls', '', recorded);
  const record = handedOver.told.find(({ type }) => type === 'call_data_record_created')?.id as number;
  const linked_call_data_record_ids = [made['call_data_records'], record];
  const logged = await walk.go('calls.create', '', { ...about, linked_call_data_record_ids });
  expect(logged.types).toContain('conversation_updated');
  await walk.go('call_data_records.update', record, { duration: 4 });
  for (const name of SEEDED.toReversed()) {
    const { change } = SEEDS[name];
    const id = made[name] as number;
    if (change !== undefined) await walk.go(`${name}.update`, id, change);
    if (COMMANDS.includes(`${name}.delete`)) await walk.go(`${name}.delete`, id);
  }
}

/** The record of a user says whether they sign in by two steps. */
async function twoSteps(walk: EventWalk): Promise<void> {
  const { server, admin } = walk;
  const password = OWN_PASSWORD;
  await givePassword(server.database.pool, admin.principal.userId);
  const enable = async () => {
    const { data } = await walk.go('begin_two_factor', '', { password });
    const code = appCode(String(data['secret']), server.clock.now());
    return walk.go('enable_two_factor', '', { setup: data['setup'], code });
  };
  const enabled = await enable();
  await walk.go('renew_recovery_codes', '', { code: enabled.data['codes'][0] });
  await walk.go('disable_two_factor', '', { password });
  await enable();
  await walk.go('reset_two_factor', admin.principal.userId);
  await walk.go('change_password', '', {
    current_password: password,
    password: 'looms punch cards of brass',
  });
}
