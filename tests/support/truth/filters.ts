import type { Contract, ResourceName } from '@cadenza/contract';
import type * as z from 'zod';
import { SEEDED, type Seeded, SEEDS } from '../../seeds/index.js';
import { byId, type Wire, type World } from './world.js';

/**
 * What a filter compares: a value of the record's JSON (a list: any of it), null where there is none; or the values to
 * ask for (`asks`; one that begins with [ is put behind the name as it is), and whether a record belongs to the answer.
 */
export type Truth =
  | ((record: Wire, world: World) => unknown)
  | {
      readonly of: (record: Wire, world: World) => unknown;
      /** Compared without case. */
      readonly fold?: true;
      readonly constant?: string;
    }
  | {
      readonly asks: (world: World) => readonly string[];
      readonly takes: (record: Wire, asked: string, world: World) => boolean;
      /** Why no seed can tell records apart by it. */
      readonly constant?: string;
    };

type Resources = Contract['resources'];
type FilterOf<K extends ResourceName> = Resources[K] extends { list: { filters: infer F } } ? keyof F : never;
/** Filters that have the name of the field they compare, and `ids`, are known without a word. */
type Known<K extends ResourceName> = 'ids' | keyof z.output<Resources[K]['record']>;
/** A filter that is in the contract and not here is a type error of its name. */
export type Truths = {
  readonly [K in ResourceName]: { readonly [F in Exclude<FilterOf<K>, Known<K>>]: Truth } & {
    readonly [F in FilterOf<K>]?: Truth;
  };
};

const id =
  (field: string): Truth =>
  (record) =>
    (record[field] as { id: number } | null)?.id ?? null;
const guidOf =
  (field: string): Truth =>
  (record, world) =>
    byId(world, 'users', record[field]?.id)?.['guid'] ?? null;
const ownerIsActive: Truth = (record, world) =>
  record['owner'] !== null && byId(world, 'users', record['owner'].id)?.['active'] === true;
const tagIds: Truth = (record, world) =>
  world.rows.tags.filter((tag) => record['tags'].includes(tag['name'])).map((tag) => tag['id'] as number);
const never = (why: string): Truth => ({ of: () => false, constant: why });
const noneHas = (asked: string, why: string): Truth => ({
  asks: () => [asked],
  takes: () => false,
  constant: why,
});
const says = (text: string, asked: string): boolean => text.toLowerCase().includes(asked.toLowerCase());
const refers = (asked: string, words: Record<string, boolean>): boolean => words[asked] === true;
const restricted = (person: Wire, what: string): boolean =>
  person['do_not_contact'] || person['contact_restrictions'].includes(what);
const named = (person: Wire): string => [person['first_name'], person['last_name']].filter(Boolean).join(' ');

const HERE: Omit<Truths, Seeded> = {
  account_stages: {},
  account_team_member_roles: {},
  bulk_jobs: {},
  account_tiers: {},
  accounts: {
    tag: (account) => account['tags'] as unknown,
    tag_id: tagIds,
    domain: { of: (account) => account['domain'] as unknown, fold: true },
    archived: (account) => account['archived_at'] !== null,
    account_stage_id: id('company_stage'),
    account_tier_id: id('account_tier'),
    owner_id: id('owner'),
    owner_is_active: ownerIsActive,
    last_contacted: (account) => account['last_contacted_at'] as unknown,
    locales: (account) => account['locale'] as unknown,
    account_type: (account) => account['company_type'] as unknown,
    user_relationships: {
      asks: () => [
        '[Owner]=_is_null',
        '[Owner]=_unmapped',
        '[Owner]=7',
        '[Owner]=_is_null&user_relationships[Other]=7',
      ],
      takes: (_account, asked) => !asked.includes('7'),
      constant: 'no CRM is connected: no account has mapped relationships',
    },
    has_open_opportunity: (account, { rows }) =>
      rows.opportunities.some((each) => each['account']?.id === account['id'] && !each['is_closed']),
    your_related_accounts_active: (account, { me }) =>
      account['owner']?.id === me.principal.userId && account['archived_at'] === null,
  },
  actions: {
    step_id: id('step'),
    user_guid: guidOf('user'),
    person_id: id('person'),
    cadence_id: id('cadence'),
  },
  attachments: {},
  cadence_memberships: { person_id: id('person'), cadence_id: id('cadence') },
  cadences: {
    owned_by_guid: guidOf('owner'),
    people_addable: (cadence, world) =>
      cadence['current_state'] === 'active' &&
      world.rows.steps.some((step) => step['cadence'].id === cadence['id'] && !step['disabled']),
    group_ids: {
      asks: ({ rows }) => {
        const [first, second] = rows.groups;
        return ['_is_null', `${first?.['id']}`, `${first?.['id']},${second?.['id']}`, '999999999'];
      },
      takes: (cadence, asked) =>
        asked === '_is_null'
          ? cadence['groups'].length === 0
          : cadence['groups'].some((group: Wire) => asked.split(',').includes(String(group['id']))),
    },
    tag_ids: tagIds,
    pending_actions_assigned_to: {
      asks: ({ rows }) => rows.users.flatMap((user) => [String(user['id']), user['guid'].toUpperCase()]),
      takes: (cadence, asked, { rows }) => {
        const user = rows.users.find(
          ({ id: own, guid }) => String(own) === asked || guid === asked.toLowerCase(),
        );
        return rows.actions.some(
          (action) => action['cadence'].id === cadence['id'] && action['user'].id === user?.['id'],
        );
      },
    },
  },
  call_dispositions: {},
  call_instructions: {},
  call_sentiments: {},
  calls: { user_guid: guidOf('user'), person_id: id('called_person') },
  conversations: {
    language_code: {
      of: (conversation) => conversation['language_code'] as unknown,
      constant: 'nobody listens to them',
    },
    platform: { of: (conversation) => conversation['platform'] as unknown, constant: 'there is one door' },
    is_api: { of: (conversation) => conversation['is_api'] as unknown, constant: 'there is one door' },
    media_type: { of: (conversation) => conversation['media_type'] as unknown, constant: 'they are calls' },
    owner_ids: (conversation) => conversation['owner_id'] as unknown,
    user_guids: (conversation) => conversation['user_guid'] as unknown,
    account_ids: id('account'),
    person_ids: id('person'),
  },
  custom_fields: {},
  audit_entries: { user_id: id('user'), user_guid: guidOf('user') },
  live_feed_items: { user_guid: { of: (item) => item['user_guid'] as unknown, fold: true } },
  data_control_requests: {
    team_id: { of: (request) => request['team_id'] as unknown, constant: 'nobody sees another team' },
  },
  crm_activities: {},
  email_details: {},
  email_template_attachments: { email_template_id: id('email_template') },
  team_template_attachments: {
    team_template_id: (file) => (file['team_template'] as Wire)['id'] as unknown,
  },
  email_templates: {
    linked_to_team_template: (template) => template['team_template'] !== null,
    search: {
      asks: () => ['alpha', 'ALPHA', 'second subject', '%', 'nobody has this'],
      takes: (template, asked) => says(`${template['title'] ?? ''} ${template['subject'] ?? ''}`, asked),
    },
    tag_ids: tagIds,
    tag: (template) => template['tags'] as unknown,
    filter_by_owner: {
      asks: () => ['true', 'false'],
      takes: (template, asked, { me }) =>
        asked === 'false' || template['template_owner'].id === me.principal.userId,
    },
    group_id: (template) => template['groups'].map((group: Wire) => group['id'] as number),
    include_cadence_templates: {
      asks: () => ['true', 'false'],
      takes: (template, asked) => asked === 'true' || !template['cadence_template'],
    },
    include_archived_templates: {
      asks: () => ['true', 'false'],
      takes: (template, asked) => asked === 'true' || template['archived_at'] === null,
    },
    cadence_id: (template, { hidden }) => hidden.templateCadences.get(template['id']) ?? null,
  },
  emails: {
    crm_activity_id: id('crm_activity'),
    action_id: id('action'),
    user_id: id('user'),
    cadence_id: id('cadence'),
    step_id: id('step'),
    one_off: (email) => email['action'] === null,
    scoped_fields: {
      asks: () => ['subject', 'subject,body'],
      takes: () => true,
      constant: 'it names fields, and takes every e-mail',
    },
    personalization: noneHas('high', 'nobody scores personalization'),
    person_id: id('recipient'),
    email_addresses: { of: (email) => email['recipient_email_address'] as unknown, fold: true },
    email_template_id: id('email_template'),
    account_id: (email, world) => byId(world, 'people', email['recipient'].id)?.['account']?.id ?? null,
    has_replies: (email) => email['counts'].replies > 0,
    has_clicks: (email) => email['counts'].clicks > 0,
    has_views: (email) => email['counts'].views > 0,
  },
  groups: {
    created_at: (group, { hidden }) => hidden.groupStamps.get(group['id'])?.created_at,
    updated_at: (group, { hidden }) => hidden.groupStamps.get(group['id'])?.updated_at,
  },
  holiday_calendars: {},
  imports: { user_ids: (each) => each['user_id'] as unknown },
  mailboxes: {
    user_id: id('user'),
    email_address: { of: (mailbox) => mailbox['email_address'] as unknown, fold: true },
  },
  notes: {
    associated_with_type: (note) => note['associated_type'] as unknown,
    associated_with_id: id('associated_with'),
  },
  people: {
    email_addresses: { of: (person) => person['email_address'] as unknown, fold: true },
    owned_by_guid: guidOf('owner'),
    person_stage_id: id('person_stage'),
    can_email: (person) => !restricted(person, 'email') && person['email_address'] !== null,
    can_call: (person) =>
      !restricted(person, 'call') &&
      ['phone', 'mobile_phone', 'home_phone'].some((phone) => person[phone] !== null),
    can_text: (person) =>
      !restricted(person, 'message') && ['phone', 'mobile_phone'].some((phone) => person[phone] !== null),
    account_id: id('account'),
    import_id: id('import'),
    tag_id: tagIds,
    owner_is_active: ownerIsActive,
    cadence_id: (person) =>
      person['cadences'].length === 0
        ? null
        : person['cadences'].map((cadence: Wire) => cadence['id'] as number),
    starred_by_guid: (person, world) =>
      (world.hidden.starredBy.get(person['id']) ?? []).map(
        (user) => byId(world, 'users', user)?.['guid'] as string,
      ),
    replied: (person) => person['last_replied_at'] !== null,
    bounced: (person) => person['bouncing'] as unknown,
    success: (person) => person['success_count'] > 0,
    last_contacted: (person) => person['last_contacted_at'] as unknown,
    new: (person) => person['untouched'] as unknown,
    phone_number: (person) => ['phone', 'mobile_phone', 'home_phone'].some((phone) => person[phone] !== null),
    locales: (person) => person['locale'] as unknown,
    owner_id: id('owner'),
    _query: {
      asks: () => ['ann', 'EXAMPLE.com', 'n b', '%', '_', 'nobody has this'],
      takes: (person, asked) => says(named(person), asked) || says(person['email_address'] ?? '', asked),
    },
    company: (person, world) =>
      person['account'] === null
        ? (person['person_company_name'] as unknown)
        : byId(world, 'accounts', person['account'].id)?.['name'],
    active_cadences: (person) => person['cadences'].length > 0,
  },
  person_stages: {},
  received_messages: {
    person_id: id('person'),
    email_id: id('email'),
    cadence_membership_id: id('cadence_membership'),
    mailbox_id: id('mailbox'),
    user_id: id('user'),
    unreadable: (message) => message['unreadable'] !== null,
    suggestion: (message) => message['suggestion']?.value ?? null,
    thread_id: id('thread'),
  },
  scheduled_emails: { person_id: id('person'), user_id: id('user') },
  send_ledger: {
    mailbox_id: id('mailbox'),
    person_id: id('person'),
    cadence_id: id('cadence'),
    user_id: id('user'),
  },
  send_windows: { user_id: id('user'), cadence_id: id('cadence') },
  snippets: {},
  step_variants: {
    step_id: id('step'),
    cadence_id: (variant, world) => byId(world, 'steps', variant['step'].id)?.['cadence'].id,
  },
  steps: {
    cadence_id: id('cadence'),
    has_due_actions: (step, { rows }) =>
      rows.actions.some((action) => action['step'].id === step['id'] && action['due']),
  },
  successes: { person_id: id('person') },
  suppressions: {
    value: { of: (entry) => entry['value'] as unknown, fold: true },
    cadence_id: id('cadence'),
  },
  notices: { user_id: id('user'), person_id: id('person') },
  threads: {
    person_id: id('person'),
    mailbox_id: id('mailbox'),
    user_id: id('user'),
    assigned_user_id: id('assigned_user'),
    // The seed's clock stands at 2 March 2026.
    snoozed: (thread) => thread['snoozed_until'] !== null && thread['snoozed_until'] > '2026-03-02T12',
  },
  tags: {
    search: {
      asks: () => ['al', 'AL', '%', '_', 'nobody has this'],
      takes: (tag, asked) => says(tag['name'], asked),
    },
  },
  tasks: {
    user_id: id('user'),
    person_id: id('person'),
    account_id: (task, world) => byId(world, 'people', task['person'].id)?.['account']?.id ?? null,
    // The seed's clock stands at a Monday, 2 March 2026.
    time_interval_filter: {
      asks: () => ['overdue', 'today', 'tomorrow', 'this_week', 'next_week'],
      takes: ({ due_date: due, current_state: state }, asked) =>
        refers(asked, {
          overdue: state === 'scheduled' && due < '2026-03-02',
          today: due === '2026-03-02',
          tomorrow: due === '2026-03-03',
          this_week: due >= '2026-03-02' && due < '2026-03-09',
          next_week: due >= '2026-03-09' && due < '2026-03-16',
        }),
    },
    idempotency_key: (task, { hidden }) => hidden.taskKeys.get(task['id']) ?? null,
    locale: (task, world) => byId(world, 'people', task['person'].id)?.['locale'] ?? null,
    completed_time_interval: {
      asks: () => ['today', 'yesterday', 'this_week', 'last_week'],
      takes: ({ completed_at: at }, asked) =>
        at !== null &&
        refers(asked, {
          today: at >= '2026-03-02' && at < '2026-03-03',
          yesterday: at >= '2026-03-01' && at < '2026-03-02',
          this_week: at >= '2026-03-02' && at < '2026-03-09',
          last_week: at >= '2026-02-23' && at < '2026-03-02',
        }),
    },
    include_counts_acted_on: {
      asks: () => ['[gt]=2026-03-01', '[gte]=2026-03-01', '[lt]=2000-01-01', '[lte]=2000-01-01'],
      takes: () => true,
      constant: 'it says what is counted, and takes every task',
    },
  },
  user_absences: { user_id: id('user') },
  users: {
    group_id: id('group'),
    role_id: (user) => user['role'].id as string,
    search: {
      asks: () => ['user 2', 'USER1@', '%', 'nobody has this'],
      takes: (user, asked) => says(`${user['name'] ?? ''} ${user['email']}`, asked),
    },
    visible_only: {
      asks: () => ['true', 'false'],
      takes: (user, asked) => asked === 'false' || user['active'],
    },
    has_crm_user: (user, { rows }) => rows.crm_users.some((each) => each['user']?.id === user['id']),
    emails: { of: (user) => user['email'] as unknown, fold: true },
    managed_ar: never('the product has no such users'),
    manager_user_guid: (user, world) =>
      byId(world, 'users', world.hidden.managers.get(user['id']))?.['guid'] ?? null,
    permissions: {
      asks: () => ['calls', 'calls,reports', 'reports', 'nobody has this'],
      takes: (user, asked, { hidden }) =>
        user['team_admin'] ||
        asked.split(',').every((permission) => hidden.permissions.get(user['role'].id)?.includes(permission)),
    },
  },
};

export const TRUTHS = {
  ...HERE,
  ...Object.fromEntries(SEEDED.map((name) => [name, SEEDS[name].filters])),
} as Truths;
