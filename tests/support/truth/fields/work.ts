import type { SeededWorld } from '../world.js';
import type { Words } from './words.js';
import { REFUSED, ref, STAYS, type Tables, unread } from './written.js';

type Mine = 'bulk_jobs' | 'call_dispositions' | 'call_sentiments' | 'calls' | 'notes' | 'tasks';

/** What reps do, and note of it. */
export function ofWork({ rows }: SeededWorld, words: Words): Pick<Tables, Mine> {
  const { person, zara, carl, guid, later } = words;
  const free = rows.calls.filter((call) => call['note'] === null).map(({ id }) => id as number);
  return {
    bulk_jobs: {
      body: (n) => ({ type: 'person/upsert', name: `Job ${n}` }),
      fields: {
        type: { value: 'person/create', other: 'task/create', ...REFUSED },
        dry_run: { value: true, other: false },
        ready_to_execute: unread('starts it: tests/api/bulk-jobs.test.ts'),
      },
    },
    call_dispositions: {
      body: (n) => ({ name: `Said ${n}` }),
      fields: { name: REFUSED, connected: unread('shown by the calls that choose it') },
    },
    call_sentiments: {
      body: (n) => ({ name: `Felt ${n}` }),
      fields: { name: REFUSED, positive: unread('shown by the calls that choose it') },
    },
    calls: {
      body: () => ({ person_id: person }),
      fields: {
        action_id: unread('completes an action: tests/api/cadences.test.ts'),
        crm_params: unread('no CRM is connected'),
        crm_activity_metadata: unread('no CRM is connected'),
        linked_call_data_record_ids: unread('ties technical calls to it: tests/api/call-data.test.ts'),
        disposition: { value: 'Spoke', other: 'Busy', moves: ['connected'] },
        sentiment: { value: 'Hot', other: 'Angry' },
        notes: {
          value: 'They like it',
          other: 'They do not',
          at: ({ note }) => (note === null ? undefined : `/v2/notes/${note.id}`),
          read: ({ content }) => content ?? null,
        },
        person_id: ref('called_person', zara, carl),
        user_guid: guid('user'),
        task_id: unread('completes a task: tests/api/plain-resources.test.ts'),
      },
    },
    notes: {
      body: () => ({ content: 'Hello', associated_with_type: 'person', associated_with_id: person }),
      fields: {
        content: REFUSED,
        associated_with_id: ref('associated_with', zara, carl),
        associated_with_type: unread('the seed has both'),
        call_id: ref('call', free[0], free[1]),
        skip_crm_sync: unread('no CRM is connected'),
        subject: unread('the original keeps it for the CRM'),
        user_guid: guid('user'),
      },
    },
    tasks: {
      body: () => ({ subject: 'Do it', person_id: person, task_type: 'general', due_date: '2027-05-04' }),
      fields: {
        current_state: {
          value: 'completed',
          other: 'scheduled',
          moves: ['completed_at', 'completed_by'],
          ...STAYS,
        },
        due_date: { value: '2027-06-05', other: '2027-07-06', moves: ['due_at'], ...REFUSED },
        due_at: { ...later, moves: ['due_date'] },
        remind_at: later,
        idempotency_key: unread('is looked for, not shown'),
        is_logged: unread('the original does not show it'),
        task_type: { value: 'call', other: 'email', ...STAYS },
        person_id: { ...ref('person', zara, carl), ...REFUSED },
        user_id: { ...ref('user', words.other['id'], words.mine['id']), ...STAYS },
        user_guid: { ...guid('user'), moves: ['user'], ...STAYS },
      },
    },
  };
}
