import * as z from 'zod';
import type { EventType } from '../events.js';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation } from '../resource.js';

/** Fields of which one of two people has the value that stays. */
export const MERGED_OF_PERSON = [
  ...['email_address', 'secondary_email_address', 'personal_email_address', 'first_name', 'last_name'],
  ...['phone', 'home_phone', 'mobile_phone', 'linkedin_url', 'title', 'city', 'state', 'country'],
  ...['work_city', 'work_state', 'work_country', 'crm_id', 'person_company_name', 'person_company_website'],
  ...['person_company_industry', 'locale', 'personal_website', 'twitter_handle', 'job_seniority'],
  ...['job_function', 'external_source', 'account_id', 'owner_id', 'person_stage_id', 'import_id'],
  'custom_fields',
] as const;

/** The same of two accounts. */
export const MERGED_OF_ACCOUNT = [
  ...['name', 'domain', 'conversational_name', 'description', 'phone', 'website', 'linkedin_url'],
  ...['twitter_handle', 'street', 'city', 'state', 'postal_code', 'country', 'locale', 'industry'],
  ...['company_type', 'founded', 'revenue_range', 'size', 'crm_id', 'owner_id', 'company_stage_id'],
  ...['account_tier_id', 'custom_fields'],
] as const;

const Rows = z.object({ what: z.string(), rows: z.int() });

export const Merge = z.object({
  id: z.int().nullable(),
  created_at: f.timestamp(),
  kind: z.enum(['person', 'account']),
  into: z.object({ id: z.int(), _href: z.string() }),
  from_id: z.int(),
  user: f.ref('/v2/users/{id}'),
  dry_run: z.boolean(),
  moved: z.array(Rows),
  changed: z.array(z.string()),
  dropped: z.array(z.string()),
  ended: z.array(z.int()),
  undoable_until: f.timestamp().nullable(),
  undone_at: f.timestamp().nullable(),
});

const choice = f.oneOf(['into', 'from']).nullish();
const fieldsOf = (names: readonly string[]) =>
  z
    .object(Object.fromEntries(names.map((name) => [name, choice])) as Record<string, typeof choice>)
    .strict()
    .nullish();
/** Custom fields that are chosen one by one. */
const MOST_CUSTOM = 500;
const customChoices = z
  .record(f.text(255), choice)
  .refine((fields) => Object.keys(fields).length <= MOST_CUSTOM, `has more than ${MOST_CUSTOM} names`)
  .nullish();
const bodyOf = (names: readonly string[]) =>
  z.object({
    from_id: f.id(),
    fields: fieldsOf(names),
    custom_fields: customChoices,
    dry_run: f.boolean().nullish(),
  });

/** What moves with a person. */
const BESIDE: readonly EventType[] = [
  'suppression_updated',
  ...([
    'call_updated',
    'call_data_record_updated',
    'conversation_updated',
    'note_updated',
    'task_updated',
    'thread_updated',
  ] as const),
  ...(['meeting_updated', 'notice_updated', 'email_updated', 'cadence_membership_updated'] as const),
  ...(['account_updated', 'person_updated'] as const),
];
const OF_ACCOUNT: readonly EventType[] = [
  ...(['account_updated', 'person_updated', 'note_updated', 'meeting_updated'] as const),
  ...(['cadence_membership_updated', 'conversation_updated', 'email_updated'] as const),
];

const merging = {
  tag: 'Search',
  method: 'POST',
  params: { id: f.id() },
  response: Merge,
  responseName: 'Merge',
  extension: true,
} as const;

export const mergePerson = operation({
  ...merging,
  name: 'merge_person',
  path: '/v2/people/{id}/merge',
  summary: 'make one of two people who are the same: the one in the path stays, the other goes into it',
  scope: 'people:delete',
  body: bodyOf(MERGED_OF_PERSON),
  mayCause: ['person_deleted', 'suppression_created', ...BESIDE],
});

export const mergeAccount = operation({
  ...merging,
  name: 'merge_account',
  path: '/v2/accounts/{id}/merge',
  summary: 'make one of two accounts that are the same: the one in the path stays, the other goes into it',
  scope: 'accounts:delete',
  body: bodyOf(MERGED_OF_ACCOUNT),
  mayCause: ['account_deleted', ...OF_ACCOUNT],
});

export const merge = operation({
  name: 'merge',
  tag: 'Search',
  method: 'GET',
  path: '/v2/merges/{id}',
  summary: 'what a merge did, and whether it can be undone',
  scope: null,
  params: { id: f.id() },
  response: Merge,
  responseName: 'Merge',
  extension: true,
});

/** Those whose records the token may read. */
export const merges = operation({
  name: 'merges',
  tag: 'Search',
  method: 'GET',
  path: '/v2/merges',
  summary:
    'who was merged into whom, the latest first: of people and of accounts, as far as the token reads such records',
  scope: null,
  list: {
    record: Merge,
    recordName: 'Merge',
    filters: { kind: by.word(['person', 'account']), into_id: by.integers(), from_id: by.integers() },
    sorts: ['id'],
    defaultSort: 'id',
  },
  extension: true,
});

export const undoMerge = operation({
  name: 'undo_merge',
  tag: 'Search',
  method: 'POST',
  path: '/v2/merges/{id}/undo',
  summary: 'part the two again, within a day, as far as nothing was changed since',
  scope: null,
  params: { id: f.id() },
  response: z.object({
    id: z.int(),
    undone_at: f.timestamp(),
    put_back: z.array(Rows),
    left: z.array(z.object({ what: z.string(), id: z.int().nullable(), reason: z.string() })),
  }),
  responseName: 'MergeUndone',
  mayCause: ['person_created', 'account_created', ...BESIDE],
  extension: true,
});
