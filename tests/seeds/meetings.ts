import { NONE, REFUSED, ref, STAYS, unread } from '../support/truth/fields/written.js';
import type { Wire } from '../support/truth/world.js';
import type { Seed } from './seed.js';

const idIn = (field: string) => (record: Wire) => (record[field] as { id: number } | null)?.id ?? null;
const SET = { value: 'booked', other: 'failed' } as const;
const always = { asks: () => ['true', 'false'], takes: () => true } as const;
const half = { moves: ['end_time'] } as const;

export const meetings: Seed<'meetings'> = {
  records: [
    {
      body: (made) => ({
        title: 'Demo',
        person_id: made('people', 0),
        account_id: made('accounts', 0),
        start_time: '2026-04-01T09:00:00Z',
        duration: 30,
        location: 'Room 1',
        guests: ['guest@guests.example'],
        meeting_type: 'demo',
        meeting_type_id: 7,
        send_invitation: false,
      }),
    },
    {
      by: 'rep',
      body: (made) => ({
        title: 'Call',
        person_id: made('people', 1),
        account_id: made('accounts', 1),
        start_time: '2026-03-20T09:00:00Z',
        end_time: '2026-03-20T10:00:00Z',
        send_invitation: false,
      }),
    },
    {
      body: (made) => ({
        title: 'Lunch',
        person_id: made('people', 1),
        account_id: null,
        user_id: made('users', 1),
        start_time: '2026-03-25T09:00:00Z',
        meeting_type_id: 9,
        send_invitation: false,
      }),
    },
    {
      body: (made) => ({
        title: 'Long ago',
        person_id: made('people', 2),
        start_time: '2026-01-20T09:00:00Z',
        send_invitation: false,
      }),
    },
  ],
  another: (n, made) => ({
    title: `Meeting ${n}`,
    person_id: made('people', 0),
    account_id: null,
    start_time: '2026-05-01T09:00:00Z',
    send_invitation: false,
  }),
  change: { title: 'Another', start_time: '2026-06-01T09:00:00Z', no_show: true },
  filters: {
    person_id: idIn('person'),
    person_ids: idIn('person'),
    event_ids: (meeting) => meeting['event_id'] as unknown,
    i_cal_uids: (meeting) => meeting['i_cal_uid'] as unknown,
    task_ids: (meeting) => meeting['task_id'] as unknown,
    include_meetings_settings: { ...always, constant: 'they are always there' },
    show_deleted: { ...always, constant: 'what was canceled is always there' },
    user_guids: (meeting) => meeting['owned_by_user'].id as unknown,
    booked_by_user_uuid: (meeting) => meeting['booked_by_user'].id as unknown,
    cadence_id: idIn('cadence'),
    step_id: idIn('step'),
  },
  fields: (made) => ({
    title: REFUSED,
    start_time: {
      value: '2027-01-02T03:04:00.000000Z',
      other: '2027-01-02T04:04:00.000000Z',
      null: { created: 'refused', updated: 'stays' },
      ...half,
    },
    end_time: {
      value: '2026-05-01T10:15:00.000000Z',
      other: '2026-05-01T11:00:00.000000Z',
      beside: { start_time: '2026-05-01T09:00:00.000000Z' },
      moves: ['start_time'],
      ...STAYS,
    },
    duration: unread('is end_time: tests/api/meetings.test.ts'),
    guests: { value: ['one@guests.example'], other: ['two@guests.example'], moves: ['attendees'] },
    person_id: { ...ref('person', made('people', 0), made('people', 1)), ...REFUSED },
    account_id: { value: made('accounts', 0), other: made('accounts', 1) },
    mailbox_id: unread('is where it leaves from: tests/api/meetings.test.ts'),
    user_id: unread('is read as owned_by_user: tests/api/meetings.test.ts'),
    task_id: unread('is of the same person: tests/api/meetings.test.ts'),
    send_invitation: unread('says what is done'),
    received_message_id: unread('is what the invitation answers'),
    meeting_type_id: { value: 3, other: 4 },
    event_id: { moves: ['event_source'] },
    i_cal_uid: NONE,
    no_show: { moves: ['count_towards_meetings_attended_metric'], ...STAYS },
    status: { ...SET, ...STAYS },
    reschedule_status: SET,
  }),
};
