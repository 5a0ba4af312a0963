import type { SeededWorld } from '../world.js';
import type { Words } from './words.js';
import { type How, REFUSED, ref, rule, STAYS, type Tables, unread } from './written.js';

type Mine = 'cadence_memberships' | 'cadences' | 'step_variants' | 'steps';

/** Cadences, their steps, and who is on them. */
export function ofCadences({ rows }: SeededWorld, words: Words): Pick<Tables, Mine> {
  const { first, second, tags, owner, cadence } = words;
  const emailStep = rows.steps.find((step) => step['type'] === 'email')?.['id'] as number;
  const stages = [first('person_stages'), second('person_stages')] as const;
  const stage = (field: string) => ref(field, ...stages);
  // (On days of their own: steps have numbers.)
  const email = { type: 'email', email_template_id: first('email_templates'), day: 20 };
  const automatic = { ...email, automated: true, day: 21 };
  const integration = { type: 'integration', day: 22 };
  const timing = { time_of_day: '09:30', timezone_mode: 'person', delay_time: 5 };
  const cadenceOf = (step: number) => rows.steps.find(({ id }) => id === step)?.['cadence'].id as number;
  const timed: How = { on: automatic, at: '/rules' };
  return {
    cadence_memberships: {
      body: (n) => ({ person_id: rows.people[n % rows.people.length]?.['id'], cadence_id: cadence }),
      fields: {
        person_id: unread('each is tried by the seed'),
        cadence_id: unread('each is tried by the seed'),
        user_id: unread('each is tried by the seed'),
        step_id: unread('tests/api/cadence-movement.test.ts'),
        task_id: unread('tests/api/cadences.test.ts'),
      },
    },
    cadences: {
      body: (n) => ({ name: `Cadence ${n}`, cadence_function: 'outbound' }),
      fields: {
        name: REFUSED,
        tags,
        owner_id: {
          ...owner,
          null: { created: { reads: () => words.mine['id'] as unknown }, updated: 'stays' },
        },
        cadence_function: { value: 'inbound', other: 'other', null: { reads: () => 'outbound' } },
        cadence_priority: {
          value: 'High',
          other: 'Low',
          read: (each) => each['cadence_priority']?.id as unknown,
          expect: (word) => ['High', 'Medium', 'Low'].indexOf(word as string) + 1,
        },
        latest_active_date: {
          value: '2027-05-04',
          other: '2027-06-05',
          beside: { cadence_function: 'event' },
          moves: ['cadence_function'],
        },
        target_daily_people: {
          value: 7,
          read: (each) => each['counts'].target_daily_people as unknown,
          moves: ['counts'],
        },
        group_ids: {
          value: [first('groups')],
          other: [second('groups')],
          read: (each) => each['groups'].map(({ id }: { id: number }) => id),
          moves: ['groups'],
        },
        added_stage_id: stage('added_stage'),
        bounced_stage_id: stage('bounced_stage'),
        replied_stage_id: stage('replied_stage'),
        finished_stage_id: stage('finished_stage'),
        draft: { moves: ['current_state'] },
        remove_people_when_meeting_booked: rule(),
        entry_once: rule(),
        entry_exclusive: rule(),
        entry_quiet_days: rule(),
        entry_blocked_stage_ids: rule({ value: [stages[0]], other: [...stages] }),
        exit_on_opt_out: rule(),
        exit_on_success: rule(),
        exit_stage_ids: rule({ value: [stages[0]], other: [stages[0], rows.person_stages[2]?.['id']] }),
        exit_account_on_reply: rule(),
        new_people_per_day: rule(),
        new_people_per_user_per_day: rule(),
        open_tracking: rule(),
        click_tracking: rule(),
        archived: {
          value: true,
          other: false,
          moves: ['archived_at', 'archived_by', 'current_state'],
          ...STAYS,
        },
        paused: {
          value: true,
          other: false,
          moves: ['paused_at'],
          ...STAYS,
          read: (each) => each['paused_at'] !== null,
        },
      },
    },
    step_variants: {
      body: (n) => ({ step_id: emailStep, name: `V${n}`, email_template_id: first('email_templates') }),
      fields: {
        step_id: unread('the seed has two'),
        name: REFUSED,
        weight: STAYS,
        email_template_id: {
          ...ref('email_template', second('email_templates'), first('email_templates')),
          ...REFUSED,
        },
      },
    },
    steps: {
      body: () => ({ cadence_id: cadence, type: 'phone', day: 9 }),
      fields: {
        cadence_id: unread('the seed has several'),
        type: unread('the seed has all'),
        name: { moves: ['display_name'] },
        disabled: STAYS,
        day: {
          value: 12,
          other: 13,
          moves: ['display_name', 'step_number'],
          null: { created: { reads: () => 2 }, updated: 'stays' },
        },
        step_number: unread('is the place among the steps of the day: tests/api/cadences.test.ts'),
        instructions: rule(),
        email_template_id: rule({
          on: email,
          value: second('email_templates'),
          other: first('email_templates'),
        }),
        previous_email_step_id: rule({
          on: { ...email, cadence_id: cadenceOf(emailStep) },
          value: emailStep,
          only: 'it has one',
        }),
        integration_id: rule({ on: integration }),
        integration_step_type_guid: rule({ on: integration }),
        automated: rule({ on: email }),
        due_immediately: rule(),
        send_type: {
          ...timed,
          on: { ...automatic, day: 23 },
          value: 'at_time',
          other: 'after_time_delay',
          beside: timing,
        },
        time_of_day: { ...timed, value: '09:30', other: '17:05' },
        timezone_mode: { ...timed, value: 'person', other: 'user' },
        delay_time: timed,
        allow_send_on_weekends: rule(),
        condition: unread('tests/api/cadence-rules.test.ts'),
        missing_fields: rule({ on: email, value: 'default', other: 'hold' }),
        field_defaults: rule({ on: email, value: { first_name: 'there' }, other: { first_name: 'Süße' } }),
      },
    },
  };
}
