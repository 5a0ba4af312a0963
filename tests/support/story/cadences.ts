import { engineOf, memoryMailer } from '../../engine/support.js';
import type { Teller } from './teller.js';

const MINUTE = 60_000;

/** A cadence of three steps, and Ada on it. */
export async function cadences(story: Teller): Promise<void> {
  const template = await story.make('email_templates', {
    title: 'First words',
    subject: 'A question about {{account.name}}',
    body: '<p>Dear {{first_name}},</p><p>may I show you what we have built?</p>',
  });
  await story.tell('email_templates.update', template, { title: 'First words, short' });
  const person = story.ids['people'];
  await story.tell('preview_template', template, { person_id: person });
  await story.tell('preview_email', '', {
    person_id: person,
    subject: 'Hello {{first_name}}',
    body: '<p>{{titel}}</p>',
  });
  await story.tell('email_missing_tags', '', {
    person_id: person,
    subject: 'Hello',
    body: '<p>{{city}}</p>',
  });
  const snippet = await story.make('snippets', {
    key: 'closing',
    name: 'Closing',
    body: '<p>Kind regards</p>',
  });
  await story.tell('snippets.update', snippet, { body: '<p>With kind regards</p>' });
  const drawing = await story.make('attachments', {
    name: 'drawing.txt',
    content_type: 'text/plain',
    content: 'aGVsbG8=',
  });
  await story.tell('attachment_content', drawing);
  const ofTeam = await story.make('team_templates', {
    title: 'What we build',
    subject: 'Drawings for {{account.name}}',
    body: '<p>Dear {{first_name}},</p><p>here they are.</p>',
    attachment_ids: [drawing],
  });
  await story.tell('team_templates.update', ofTeam, { title: 'What we build, with drawings' });
  await story.tell('team_templates.show', ofTeam);
  await story.tell('team_templates.list', '', undefined, '?search=drawings');
  await story.tell('team_template_attachments.list', '', undefined, `?team_template_id[]=${ofTeam}`);
  const copy = await story.make('email_templates', { team_template_id: ofTeam });
  await story.tell('email_template_attachments.list', '', undefined, `?email_template_id[]=${copy}`);
  await story.tell('profiles');
  const cadence = await story.make('cadences', { name: 'Spring introduction', remove_replies_enabled: true });
  await story.tell('cadences.update', cadence, { target_daily_people: 20, tags: ['spring'] });
  const step = await story.make('steps', {
    cadence_id: cadence,
    type: 'email',
    name: 'First words',
    day: 1,
    automated: true,
    due_immediately: true,
    email_template_id: template,
  });
  const call = await story.tell('steps.create', '', {
    cadence_id: cadence,
    type: 'phone',
    name: 'Call',
    day: 1,
    due_immediately: true,
    instructions: 'Ask what she is building now.',
  });
  await story.tell('steps.update', call.id, { instructions: 'Ask what she is building now, and for whom.' });
  await story.tell('step_places', cadence, {
    steps: [
      { id: step, day: 1 },
      { id: call.id, day: 1 },
    ],
  });
  await story.tell('template_variables');
  const variant = await story.make('step_variants', {
    step_id: step,
    name: 'Shorter',
    email_template_id: template,
  });
  await story.tell('step_variants.update', variant, { weight: 2 });
  await story.tell('declare_winner', variant, { declared: true });
  await story.tell('declare_winner', variant, { declared: false });
  await story.tell('variant_suggestion', step);
  await story.tell('call_instructions.show', (await story.tell('call_instructions.list'))[0].id);
  await story.tell('email_details.show', (await story.tell('email_details.list'))[0].id);
  await story.tell('cadence_rules', cadence);
  await story.tell('step_rules', step);
  const file = await story.tell('cadence_export', cadence);
  const { settings, sharing_settings, step_groups } = file.cadence_content;
  await story.tell('cadence_imports', '', {
    settings: { ...settings, name: 'Spring introduction, copy' },
    sharing_settings,
    cadence_content: { step_groups },
  });
  const membership = await story.make('cadence_memberships', { person_id: person, cadence_id: cadence });
  await story.tell('pause_membership', membership, { reason: 'On holiday', until: '2026-03-20T08:00:00Z' });
  await story.tell('resume_membership', membership);
  await story.tell('membership_timeline', membership);
  await story.tell('cadence_timeline', cadence, undefined, '?per_page=1');
  await story.tell('cadence_stats', cadence);
  await story.tell('person_why_not_sent', person ?? '');
  const other = (
    await story.tell('people.create', '', {
      email_address: 'mary@engines.example',
      first_name: 'Mary',
      last_name: 'Somerville',
    })
  ).id;
  const calls = (await story.tell('cadences.create', '', { name: 'By telephone' })).id;
  const first = { cadence_id: calls, type: 'phone', name: 'First call', day: 1 };
  const again = { ...first, name: 'Second call', day: 4 };
  await story.tell('steps.create', '', first);
  const second = (await story.tell('steps.create', '', again)).id;
  await byHand(story, template, other);
  const added = await story.tell('cadence_memberships.create', '', { person_id: other, cadence_id: calls });
  await engineRuns(story);
  const [waiting] = await story.tell('actions.list', '', undefined, `?person_id=${other}`);
  story.ids['actions'] = waiting.id;
  await story.tell('actions.show', waiting.id);
  await story.tell('action_why', waiting.id);
  await story.tell('ongoing_actions', '', { action_id: waiting.id });
  await story.tell('skip_step', added.id);
  await story.tell('move_membership', added.id, { step_id: second });
  await story.tell('pause_cadence', cadence);
  await story.tell('resume_cadence', cadence);
  await story.tell('steps.delete', call.id);
  const unused = { step_id: step, name: 'Unused', email_template_id: template };
  await story.tell('step_variants.delete', (await story.tell('step_variants.create', '', unused)).id);
  await story.tell('cadence_memberships.delete', added.id);
  await sent(story);
  await queue(story, calls);
}

/** What stands in a rep's queue, and what is done with it. */
async function queue(story: Teller, cadence: number): Promise<void> {
  for (const last_name of ['Herschel', 'Mitchell', 'Noether', 'Germain']) {
    const { id } = await story.tell('people.create', '', {
      email_address: `${last_name.toLowerCase()}@queue.example`,
      last_name,
    });
    await story.tell('cadence_memberships.create', '', { person_id: id, cadence_id: cadence });
  }
  await engineRuns(story);
  await story.tell('queue', '', undefined, '?per_page=2');
  const open = await story.tell('actions.list', '', undefined, `?cadence_id=${cadence}&sort_direction=ASC`);
  const [first, second, third, fourth] = open.map(({ id }: { id: number }) => id);
  await story.tell('snooze_action', first, { until: '2026-03-09T08:00:00Z' });
  await story.tell('hand_over_action', second, { user_id: story.colleague.principal.userId });
  await story.tell('drop_action', third);
  await story.tell('cadence_export_downloads', '', { cadence_ids: [cadence] });
  await story.tell('cadence_people', cadence, undefined, '?sort_by=next_at&per_page=2');
  await story.tell('cadence_forecast', cadence, { person_ids: [story.ids['people']] });
  await story.tell('cadence_calendar', cadence, undefined, '?from=2026-03-02&days=2');
  await story.tell('spread_actions', '', { action_ids: [fourth], days: 3 });
}

/** An e-mail that waits for the rep, with words of its own. */
async function byHand(story: Teller, template: number, person: number): Promise<void> {
  const { id } = await story.tell('cadences.create', '', { name: 'One by one' });
  const step = { cadence_id: id, type: 'email', day: 1, email_template_id: template };
  await story.tell('steps.create', '', step);
  await story.tell('cadence_memberships.create', '', { person_id: person, cadence_id: id });
  await engineRuns(story);
  const [action] = await story.tell('actions.list', '', undefined, `?cadence_id=${id}`);
  const words = {
    subject: 'A word about your paper',
    body: '<p>Dear Mary, thank you for the paper.</p>',
  };
  const held = { ...words, send_after: '2026-03-05T08:00:00Z' };
  const { id: queued } = await story.tell('send_action_email', action.id, held);
  await story.tell('send_ledger_cancel', queued);
  await story.tell('send_action_email', action.id, words);
}

/** What is due is done. */
async function engineRuns(story: Teller): Promise<void> {
  const { clock, database } = story.server;
  const engine = engineOf(database, memoryMailer());
  for (let round = 0; round < 3; round += 1) {
    clock.set(new Date(clock.now().getTime() + MINUTE));
    await engine.runOnce(clock.now());
  }
}

/** What became of the e-mail to Ada. */
async function sent(story: Teller): Promise<void> {
  await engineRuns(story);
  // (Which of several was settled last is chance.)
  const hers = `?per_page=1&status=sent&person_id=${story.ids['people']}`;
  const [email] = await story.tell('emails.list', '', undefined, hers);
  story.ids['emails'] = email.id;
  story.ids['send_ledger'] = email.id;
  await story.tell('send_ledger_history', email.id);
  await story.tell('email_events', email.id);
}
