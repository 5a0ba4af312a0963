import type { Contract, ResourceName } from '@cadenza/contract';
import type * as z from 'zod';
import { SEEDED, type Seeded, SEEDS } from '../../seeds/index.js';
import type { Wire, World } from './world.js';

/** How a written field is tried; without a word: any other value its schema takes, read back under its own name. */
export type Written =
  | {
      /** What is written; absent: the first of the usual values that the schema takes and the record does not have. */
      readonly value?: unknown;
      /** Written beside it, because it does not go alone. */
      readonly beside?: Readonly<Record<string, unknown>>;
      /** Where the record has it. */
      readonly read?: (record: Wire) => unknown;
      /** What is read, where it is another form of what was written. */
      readonly expect?: unknown;
      /** Where else it is read: a path below the record's own. */
      readonly at?: string;
      /** Fields that follow it. */
      readonly moves?: readonly string[];
    }
  | { readonly unread: string };

export interface Tried {
  /** A body that creates one more each time it is asked for. */
  readonly body: (n: number) => Record<string, unknown>;
  readonly fields: Readonly<Record<string, Written>>;
}

type Resources = Contract['resources'];
type BodyOf<W> = W extends { body: infer B extends z.ZodObject } ? keyof z.input<B> & string : never;
type Fields<R> = R extends { create: infer C }
  ? BodyOf<C> | (R extends { update: infer U } ? BodyOf<U> : never)
  : never;
/** Resources that the API can create. A new one that is not here is a type error of its name. */
export type Creatable = {
  [K in ResourceName]: Resources[K] extends { create: object } ? K : never;
}[ResourceName];
export type Tables = {
  readonly [K in Creatable]: {
    readonly body: (n: number) => Record<string, unknown>;
    readonly fields: { readonly [F in Fields<Resources[K]>]?: Written };
  };
};

const ref = (field: string, value: unknown): Written => ({
  value,
  read: (record) => (record[field] as { id: number } | null)?.id ?? null,
});
const unread = (why: string): Written => ({ unread: why });
const renamed = (field: string, more: object = {}): Written => ({
  read: (record) => record[field] as unknown,
  ...more,
});
const rule = (value?: unknown): Written => ({ at: '/rules', ...(value === undefined ? {} : { value }) });

/** The bodies and fields of everything that can be created, in terms of what the seed has. */
export function written(world: World): Tables {
  return { ...writtenHere(world), ...writtenElsewhere } as Tables;
}

/** Of resources whose seed is a file of their own: its first record, under other names. */
const writtenElsewhere = Object.fromEntries(
  SEEDED.map((name) => {
    const { records, fields } = SEEDS[name];
    return [name, { body: (n: number) => ({ ...records[0]?.body, name: `Written ${n}` }), fields }];
  }),
);

function writtenHere({ rows, me }: World): Omit<Tables, Seeded> {
  const first = (name: ResourceName): number => rows[name][0]?.['id'] as number;
  const other = rows.users.find((user) => user['active'] && user['id'] !== me.principal.userId) as Wire;
  const person = rows.people.find((each) => each['email_address'] === 'mia@example.com')?.['id'] as number;
  const emailStep = rows.steps.find((step) => step['type'] === 'email')?.['id'] as number;
  const cadence = rows.cadences.find((each) => each['name'] === 'Empty')?.['id'] as number;
  const names = { tags: { value: ['one', 'two'] }, owner_id: ref('owner', other['id']) };
  const crm = (prefix: string) => ({
    crm_id: {
      value: `${prefix}999999999999ZZZ`,
      beside: { crm_id_type: 'salesforce' },
      moves: ['crm_object_type'],
    },
    crm_id_type: unread('says which CRM a crm_id is of'),
  });
  // A password is given again whenever it would go elsewhere.
  const secret = { password: 'not a real one' };
  const unproven = ['health', 'health_reason', 'health_changed_at', 'checked_at', 'retry_at'];
  const server = { beside: secret, moves: unproven };
  const later = { value: '2027-01-02T03:04:05.000000+00:00' };
  const guid = (field: string): Written => ({ ...ref(field, other['guid']), expect: other['id'] });
  return {
    account_stages: { body: (n) => ({ name: `Stage ${n}` }), fields: { order: { value: 2 } } },
    account_tiers: { body: (n) => ({ name: `Tier ${n}` }), fields: { order: { value: 2 } } },
    accounts: {
      body: (n) => ({ name: `Firm ${n}`, domain: `firm${n}.example` }),
      fields: {
        ...names,
        ...crm('001'),
        account_tier_id: ref('account_tier', first('account_tiers')),
        company_stage_id: ref('company_stage', first('account_stages')),
        custom_fields: { value: { Area: 'West' } },
        locale: { value: 'Europe/Paris' },
        archived: renamed('archived_at', {
          value: true,
          read: (account: Wire) => account['archived_at'] !== null,
          moves: ['archived_at'],
        }),
      },
    },
    attachments: {
      body: (n) => ({ name: `${n}.txt`, content_type: 'text/plain', content: 'aGVsbG8=' }),
      fields: {
        content_type: { value: 'text/csv' },
        content_id: { value: 'picture' },
        content: { value: 'aGVsbG8gdGhlcmU=', read: ({ size }) => size as unknown, expect: 11 },
      },
    },
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
        ...names,
        cadence_function: { value: 'inbound' },
        cadence_priority: {
          value: 'High',
          read: (each) => each['cadence_priority']?.id as unknown,
          expect: 1,
        },
        latest_active_date: {
          value: '2027-05-04',
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
          read: (each) => each['groups'].map(({ id }: Wire) => id as number),
          moves: ['groups'],
        },
        added_stage_id: ref('added_stage', first('person_stages')),
        bounced_stage_id: ref('bounced_stage', first('person_stages')),
        replied_stage_id: ref('replied_stage', first('person_stages')),
        finished_stage_id: ref('finished_stage', first('person_stages')),
        draft: { moves: ['current_state'] },
        remove_people_when_meeting_booked: rule(),
        entry_once: rule(),
        entry_exclusive: rule(),
        entry_quiet_days: rule(),
        entry_blocked_stage_ids: rule([first('person_stages')]),
        exit_on_opt_out: rule(),
        exit_on_success: rule(),
        exit_stage_ids: rule([rows.person_stages[1]?.['id']]),
        exit_account_on_reply: rule(),
        new_people_per_day: rule(),
        new_people_per_user_per_day: rule(),
        open_tracking: rule(),
        click_tracking: rule(),
        archived: { value: true, moves: ['archived_at', 'archived_by', 'current_state'] },
        paused: { value: true, at: '/rules', read: (rules) => rules['paused_at'] !== null },
      },
    },
    call_dispositions: {
      body: (n) => ({ name: `Said ${n}` }),
      fields: { connected: unread('shown by the calls that choose it') },
    },
    call_sentiments: {
      body: (n) => ({ name: `Felt ${n}` }),
      fields: { positive: unread('shown by the calls that choose it') },
    },
    calls: {
      body: () => ({ person_id: person }),
      fields: {
        action_id: unread('completes an action: tests/api/cadences.test.ts'),
        crm_params: unread('no CRM is connected'),
        crm_activity_metadata: unread('no CRM is connected'),
        linked_call_data_record_ids: unread('there are no recordings'),
        disposition: { value: 'Spoke' },
        sentiment: { value: 'Hot' },
        notes: { value: 'They like it', read: ({ note }) => note !== null, expect: true },
        person_id: ref('called_person', rows.people.find((each) => each['first_name'] === 'Zara')?.['id']),
        user_guid: guid('user'),
        task_id: unread('completes a task: tests/api/plain-resources.test.ts'),
      },
    },
    custom_fields: {
      body: (n) => ({ name: `Field ${n}`, field_type: 'person' }),
      fields: { field_type: { value: 'company' }, value_type: { value: 'date' } },
    },
    email_templates: {
      body: (n) => ({ title: `Template ${n}`, subject: 'Hello', body: '<p>Hello</p>' }),
      fields: {
        tags: names.tags,
        body: { value: '<p>Other</p>', moves: ['body_preview'] },
        open_tracking: {
          value: false,
          read: (each) => each['open_tracking_enabled'] as unknown,
          moves: ['open_tracking_enabled'],
        },
        click_tracking: {
          value: true,
          read: (each) => each['click_tracking_enabled'] as unknown,
          moves: ['click_tracking_enabled'],
        },
        attachment_ids: unread('leave with the e-mails: tests/api/files.test.ts'),
        archived_at: later,
      },
    },
    groups: {
      body: (n) => ({ name: `Group ${n}` }),
      fields: { parent_id: { value: first('groups') } },
    },
    holiday_calendars: {
      body: (n) => ({ name: `Days ${n}` }),
      fields: {
        country: { value: 'FR' },
        region: { value: 'BE', beside: { country: 'DE' }, moves: ['country'] },
        applies_to: { value: 'person_country', beside: { country: 'DE' }, moves: ['country'] },
        extra_days: { value: [{ date: '2027-05-04', name: 'Day' }] },
        working_days: { value: ['2027-05-05'] },
      },
    },
    imports: { body: (n) => ({ name: `Import ${n}` }), fields: { user_id: { value: other['id'] } } },
    mailboxes: {
      body: (n) => ({
        email_address: `made${n}@sender.example`,
        smtp_host: 'smtp.sender.example',
        password: 'not a real one',
      }),
      fields: {
        email_address: { value: 'written@sender.example', moves: ['username'] },
        user_id: ref('user', other['id']),
        password: unread('nobody reads it again'),
        dkim_private_key: unread('nobody reads it again'),
        preset: unread('fills in the servers: tests/api/mailbox-servers.test.ts'),
        aliases: { value: ['alias@sender.example'] },
        folders: { value: ['Kept'] },
        username: server,
        smtp_port: { value: 7, ...server },
        smtp_security: { value: 'none', ...server },
        imap_security: {
          value: 'none',
          beside: { ...secret, imap_host: 'imap2.sender.example' },
          moves: unproven,
        },
        imap_port: { value: 7, beside: { ...secret, imap_host: 'imap2.sender.example' }, moves: unproven },
        smtp_host: { value: 'smtp2.sender.example', ...server },
        imap_host: {
          value: 'imap2.sender.example',
          beside: secret,
          moves: ['imap_port', 'imap_security', ...unproven],
        },
        ramp_started_on: { value: '2027-05-04', beside: { ramp_start: 5 }, moves: ['ramp_start'] },
        ramp_start: { value: 7, beside: { ramp_started_on: '2027-05-04' }, moves: ['ramp_started_on'] },
        ramp_step: { value: 7, beside: { ramp_started_on: '2027-05-04', ramp_start: 7 } },
        dkim_domain: { value: 'sender.example' },
        dkim_selector: { value: 'mail' },
        tracking_domain: { value: 'go.sender.example' },
        paused: { value: true, read: ({ paused_at }) => paused_at !== null, moves: ['paused_at'] },
      },
    },
    notes: {
      body: () => ({ content: 'Hello', associated_with_type: 'person', associated_with_id: person }),
      fields: {
        associated_with_id: ref(
          'associated_with',
          rows.people.find((each) => each['first_name'] === 'Zara')?.['id'],
        ),
        associated_with_type: unread('the seed has both'),
        call_id: ref('call', rows.calls.find((call) => call['note'] === null)?.['id']),
        skip_crm_sync: unread('no CRM is connected'),
        subject: unread('the original keeps it for the CRM'),
        user_guid: guid('user'),
      },
    },
    people: {
      body: (n) => ({ email_address: `written${n}@example.com`, last_name: 'Written' }),
      fields: {
        ...names,
        ...crm('003'),
        account_id: { ...ref('account', first('accounts')), moves: ['account_crm_id'] },
        import_id: ref('import', first('imports')),
        person_stage_id: ref('person_stage', first('person_stages')),
        contact_restrictions: { value: ['call'] },
        custom_fields: { value: { Region: 'West' } },
        email_address: { value: 'another@example.com', moves: ['full_email_address', 'display_name'] },
        secondary_email_address: { value: 'second@example.com' },
        personal_email_address: { value: 'personal@example.com' },
        first_name: { moves: ['full_email_address', 'display_name'] },
        last_name: { moves: ['full_email_address', 'display_name'] },
        job_seniority: { value: 'director' },
        locale: { value: 'Europe/Paris', moves: ['locale_utc_offset'] },
        autotag_date: { value: true, read: ({ tags }) => tags.length, expect: 1 },
      },
    },
    person_stages: { body: (n) => ({ name: `Person stage ${n}` }), fields: {} },
    scheduled_emails: {
      body: () => ({
        person_id: person,
        subject: 'Later',
        body: '<p>Later</p>',
        send_after: '2026-12-05T09:00:00Z',
      }),
      fields: {
        send_after: { ...later, moves: ['reason'] },
        body: { value: '<p>Other</p>' },
        cc: { value: ['cc@example.com'] },
        bcc: { value: ['bcc@example.com'] },
        mailbox_id: ref('mailbox', first('mailboxes')),
        attachment_ids: { value: [first('attachments')] },
        person_id: { ...ref('person', rows.people.find((each) => each['first_name'] === 'Zara')?.['id']) },
        received_message_id: unread('answers a message: tests/engine/promises.test.ts'),
      },
    },
    send_windows: {
      body: () => ({ cadence_id: cadence, blocks: [{ days: [1], from: '09:00', to: '17:00' }] }),
      fields: {
        zone_mode: unread('an owner has one window: tests/api/scheduling.test.ts'),
        time_zone: unread('an owner has one window: tests/api/scheduling.test.ts'),
        manual_steps: unread('an owner has one window: tests/api/scheduling.test.ts'),
        user_id: unread('an owner has one window: the seed has them'),
        cadence_id: unread('an owner has one window: the seed has them'),
        blocks: unread('an owner has one window: tests/api/scheduling.test.ts'),
      },
    },
    snippets: {
      body: (n) => ({ key: `key${n}`, name: 'Name', body: 'Hello' }),
      fields: { key: { value: 'another_key' } },
    },
    step_variants: {
      body: (n) => ({ step_id: emailStep, name: `V${n}`, email_template_id: first('email_templates') }),
      fields: { step_id: unread('the seed has two'), email_template_id: unread('the seed has two') },
    },
    steps: {
      body: () => ({ cadence_id: cadence, type: 'phone', day: 9 }),
      fields: {
        cadence_id: unread('the seed has several'),
        type: unread('the seed has all'),
        day: { value: 12, moves: ['display_name', 'step_number'] },
        step_number: unread('is the place among the steps of the day: tests/api/cadences.test.ts'),
        instructions: rule(),
        email_template_id: unread('of e-mail steps: tests/api/cadences.test.ts'),
        previous_email_step_id: unread('of e-mail steps: tests/api/cadences.test.ts'),
        integration_id: unread('of integration steps'),
        integration_step_type_guid: unread('of integration steps'),
        automated: unread('of e-mail steps: tests/api/cadences.test.ts'),
        due_immediately: rule(),
        send_type: unread('of automatic steps: tests/api/cadences.test.ts'),
        time_of_day: unread('of automatic steps: tests/api/cadences.test.ts'),
        timezone_mode: unread('of automatic steps: tests/api/cadences.test.ts'),
        delay_time: unread('of automatic steps: tests/api/cadences.test.ts'),
        allow_send_on_weekends: rule(),
        condition: unread('tests/api/cadence-rules.test.ts'),
        missing_fields: unread('of e-mail steps: tests/api/cadence-rules.test.ts'),
        field_defaults: unread('of e-mail steps: tests/api/cadence-rules.test.ts'),
      },
    },
    suppressions: {
      body: (n) => ({ value: `written${n}@suppressed.example` }),
      fields: {
        kind: { value: 'domain', beside: { value: 'written.example' } },
        value: { value: 'another@suppressed.example' },
        cadence_id: ref('cadence', cadence),
        reason: { value: 'complaint' },
      },
    },
    tasks: {
      body: () => ({ subject: 'Do it', person_id: person, task_type: 'general', due_date: '2027-05-04' }),
      fields: {
        current_state: { value: 'completed', moves: ['completed_at', 'completed_by'] },
        due_date: { value: '2027-06-05', moves: ['due_at'] },
        due_at: { ...later, moves: ['due_date'] },
        remind_at: later,
        idempotency_key: unread('is looked for, not shown'),
        is_logged: unread('the original does not show it'),
        task_type: { value: 'call' },
        person_id: ref('person', rows.people.find((each) => each['first_name'] === 'Zara')?.['id']),
        user_id: ref('user', other['id']),
        user_guid: guid('user'),
      },
    },
    user_absences: {
      body: (n) => ({ starts_on: `20${30 + (n % 60)}-01-01`, ends_on: `20${30 + (n % 60)}-01-09` }),
      fields: {
        mode: { value: 'hand_over', beside: { hand_over_to_id: other['id'] }, moves: ['hand_over_to'] },
        hand_over_to_id: {
          ...ref('hand_over_to', other['id']),
          beside: { mode: 'hand_over' },
          moves: ['mode', 'hand_over_to'],
        },
        user_id: ref('user', other['id']),
        starts_on: unread('orders the list: the seed has three'),
        ends_on: unread('the seed has three'),
      },
    },
  };
}
