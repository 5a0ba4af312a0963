import type { Contract, ResourceName } from '@cadenza/contract';
import type * as z from 'zod';
import { byId, type Wire, type World } from './world.js';

export type SortKey = (record: Wire, world: World) => string | number | null;

type Resources = Contract['resources'];
type SortOf<K extends ResourceName> = Resources[K] extends {
  list: { sorts: infer S extends readonly string[] };
}
  ? S[number]
  : never;
type Named<K extends ResourceName> = Exclude<SortOf<K>, keyof z.output<Resources[K]['record']>>;
/** Sorts that no field of the record is named after; a new one that is not here is a type error of its name. */
type SortTruths = {
  readonly [K in ResourceName as Named<K> extends never ? never : K]: Readonly<Record<Named<K>, SortKey>>;
};

const text = (value: unknown): string | null => (value as string | null | undefined) ?? null;
const counted =
  (name: string): SortKey =>
  (record) =>
    record['counts'][name] as number;

const SORTS: SortTruths = {
  accounts: {
    account_stage: (account, world) =>
      (byId(world, 'account_stages', account['company_stage']?.id)?.['order'] as number) ?? null,
    account_stage_name: (account, world) =>
      text(byId(world, 'account_stages', account['company_stage']?.id)?.['name']),
    account_tier_name: (account, world) =>
      text(byId(world, 'account_tiers', account['account_tier']?.id)?.['name']),
    counts_people: counted('people'),
  },
  emails: { send_time: (email) => email['send_after'] as string },
  groups: {
    created_at: (group, { hidden }) => text(hidden.groupStamps.get(group['id'])?.created_at),
    updated_at: (group, { hidden }) => text(hidden.groupStamps.get(group['id'])?.updated_at),
  },
  phone_number_assignments: {
    created_at: (assignment, { hidden }) => text(hidden.assignmentStamps.get(assignment['id'])?.created_at),
    updated_at: (assignment, { hidden }) => text(hidden.assignmentStamps.get(assignment['id'])?.updated_at),
  },
  people: {
    name: (person) => [person['first_name'], person['last_name']].filter(Boolean).join(' ') || null,
    call_count: counted('calls'),
    sent_emails: counted('emails_sent'),
    clicked_emails: counted('emails_clicked'),
    replied_emails: counted('emails_replied_to'),
    viewed_emails: counted('emails_viewed'),
    cadence_stage_name: (person, world) =>
      text(byId(world, 'person_stages', person['person_stage']?.id)?.['name']),
  },
};

/** Fields of the name that hold a reference: sorted by something in what they refer to. */
export const SORT_TRUTHS: Partial<Record<ResourceName, Readonly<Record<string, SortKey>>>> = {
  ...SORTS,
  accounts: {
    ...SORTS.accounts,
    account_tier: (account, world) =>
      (byId(world, 'account_tiers', account['account_tier']?.id)?.['order'] as number) ?? null,
  },
  people: {
    ...SORTS.people,
    account: (person, world) => text(byId(world, 'accounts', person['account']?.id)?.['name']),
  },
  users: {
    group: (user) => (user['group']?.id as number) ?? null,
    role: (user) => user['role'].id as string,
  },
};
