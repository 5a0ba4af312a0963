import type { SeededWorld } from '../world.js';
import type { Words } from './words.js';
import { NONE, type How, REFUSED, ref, STAYS, type Tables, unread } from './written.js';

type Mine =
  | 'custom_fields'
  | 'groups'
  | 'holiday_calendars'
  | 'sandbox_settings'
  | 'send_windows'
  | 'tags'
  | 'update_me'
  | 'update_sending_settings'
  | 'update_team'
  | 'user_absences'
  | 'users';

/** What users change of themselves, and admins of all. */
const ofUsers = {
  time_zone: { value: 'Asia/Tokyo', other: 'Europe/Paris', moves: ['locale_utc_offset'], ...REFUSED },
  first_name: { moves: ['name', 'full_email_address'] },
  last_name: { moves: ['name', 'full_email_address'] },
  work_country: { value: 'FR', other: 'DE' },
} as const;

const BLOCKS = [
  [{ days: [2, 3], from: '10:00', to: '24:00' }],
  [
    { days: [5], from: '00:00', to: '06:30' },
    { days: [6], from: '08:00', to: '09:00' },
  ],
] as const;

/** The team, its users, and when they work. */
export function ofTeam({ rows }: SeededWorld, words: Words): Pick<Tables, Mine> {
  const { first, second, cadence, mine, other } = words;
  const german = { beside: { country: 'DE' }, moves: ['country'] };
  return {
    custom_fields: {
      body: (n) => ({ name: `Field ${n}`, field_type: 'person' }),
      fields: {
        name: REFUSED,
        field_type: {
          value: 'company',
          other: 'person',
          null: { created: { reads: () => 'person' }, updated: 'stays' },
        },
        value_type: { value: 'date', other: 'text', ...STAYS },
      },
    },
    // Renamed in every record that has it.
    tags: { body: null, id: first('tags'), fields: { name: unread('tests/api/tags.test.ts') } },
    groups: {
      body: (n) => ({ name: `Group ${n}` }),
      fields: { name: REFUSED, parent_id: { value: first('groups'), other: second('groups') } },
    },
    holiday_calendars: {
      body: (n) => ({ name: `Days ${n}` }),
      fields: {
        name: REFUSED,
        country: { value: 'FR', other: 'AT' },
        region: { value: 'BE', other: 'BY', ...german },
        applies_to: { value: 'person_country', other: 'user_country', ...german, ...STAYS },
        extra_days: {
          value: [{ date: '2027-05-04', name: 'Day' }],
          other: [
            { date: '2027-05-05', name: 'Größe' },
            { date: '2027-05-06', name: 'Two' },
          ],
        },
        working_days: { value: ['2027-05-05'], other: ['2027-05-05', '2027-05-07'] },
      },
    },
    send_windows: {
      body: () => ({ cadence_id: cadence, blocks: [{ days: [1], from: '09:00', to: '17:00' }] }),
      fields: {
        zone_mode: { value: 'person', other: 'user', ...STAYS },
        manual_steps: STAYS,
        time_zone: {
          value: 'Asia/Tokyo',
          other: 'Europe/Paris',
          beside: { zone_mode: 'fixed' },
          moves: ['zone_mode'],
          ...REFUSED,
        },
        user_id: unread('an owner has one window: the seed has them'),
        cadence_id: unread('an owner has one window: the seed has them'),
        blocks: { value: BLOCKS[0], other: BLOCKS[1] },
      },
    },
    user_absences: {
      body: (n) => ({ starts_on: `20${30 + (n % 60)}-01-01`, ends_on: `20${30 + (n % 60)}-01-09` }),
      fields: {
        mode: {
          value: 'hand_over',
          beside: { hand_over_to_id: other['id'] },
          alone: 'refused',
          moves: ['hand_over_to'],
          only: 'hold is what it has without',
          ...STAYS,
        },
        return_spread_days: STAYS,
        hand_over_to_id: {
          ...ref('hand_over_to', other['id']),
          beside: { mode: 'hand_over' },
          moves: ['mode', 'hand_over_to'],
          only: 'nobody hands over to himself',
          ...REFUSED,
        },
        user_id: ref('user', other['id'], mine['id']),
        starts_on: {
          value: '2029-01-01',
          other: '2029-02-03',
          beside: { ends_on: '2029-03-09' },
          moves: ['ends_on'],
        },
        ends_on: {
          value: '2029-03-09',
          other: '2029-04-01',
          beside: { starts_on: '2029-02-03' },
          moves: ['starts_on'],
        },
      },
    },
    users: {
      body: null,
      id: other['id'],
      fields: {
        role_id: { ...ref('role', rows.custom_roles[0]?.['id'], rows.custom_roles[1]?.['id']), ...STAYS },
        group_id: ref('group', first('groups'), second('groups')),
        manager_user_guid: unread('is filtered by, not shown: tests/api/truth-walk.test.ts'),
        active: { ...STAYS, moves: ['left_behind'] },
        ...ofUsers,
      },
    },
    ...ofOperations(words),
  };
}

const setting = (name: string, moves: readonly string[] = []): How => ({
  read: ({ settings }) => settings[name] as unknown,
  moves: ['settings', ...moves],
  ...STAYS,
});
const share = (name: string): How => ({ ...setting(name), value: 0.25, other: 0.5 });

/** Records that there is one of. */
function ofOperations({ mailbox }: Words) {
  return {
    sandbox_settings: {
      body: null,
      fields: {
        enabled: unread('makes the team another: tests/sandbox'),
        seed: setting('seed'),
        reply_rate: share('reply_rate'),
        auto_reply_rate: share('auto_reply_rate'),
        bounce_rate: share('bounce_rate'),
        open_rate: share('open_rate'),
        click_rate: share('click_rate'),
        opt_out_rate: share('opt_out_rate'),
        complete_manual_steps: setting('complete_manual_steps'),
      },
    },
    update_me: {
      body: null,
      fields: {
        ...ofUsers,
        // Times are shown in the zone that the reader had when the request came: with the next answer in the new one.
        time_zone: { ...ofUsers.time_zone, moves: ['locale_utc_offset', 'created_at'] },
        first_name: { moves: [...ofUsers.first_name.moves, 'created_at'] },
      },
    },
    update_sending_settings: {
      body: null,
      fields: {
        sending_paused: { ...STAYS, moves: ['sending_paused_at'] },
        allow_automated_email_steps: STAYS,
        uncertain_policy: { value: 'assume_sent', other: 'assume_failed', ...STAYS },
        open_tracking_default: STAYS,
        click_tracking_default: STAYS,
        require_mailbox: STAYS,
        touch_limits: {
          value: { person: { count: 2, days: 7 }, account: null, providers: [] },
          other: { person: null, account: { count: 5, days: 30 }, providers: [] },
        },
        system_mailbox_id: { value: mailbox, only: 'the other one is no admin\u2019s' },
      },
    },
    update_team: {
      body: null,
      fields: {
        team_visibility_default: { value: 'private', other: 'public', ...STAYS },
        rate_limit_per_minute: { value: 900_000, other: 800_000, ...STAYS },
        only_admins_connect_servers: STAYS,
        two_factor_required: STAYS,
        name: { value: 'One team', other: 'Another', null: { updated: 'refused' } },
        dispositions_required: STAYS,
        sentiments_required: STAYS,
        record_by_default: STAYS,
        call_recording_disabled: STAYS,
        group_privacy_setting: { value: 'group_public', other: 'all_public', ...STAYS },
        queue_tiers: { value: ['overdue', 'hot'], other: ['due_now'], ...NONE },
      },
    },
  } satisfies Pick<Tables, 'sandbox_settings' | 'update_me' | 'update_sending_settings' | 'update_team'>;
}
