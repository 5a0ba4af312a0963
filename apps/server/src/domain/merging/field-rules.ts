import { MERGED_OF_ACCOUNT, MERGED_OF_PERSON } from '@cadenza/contract';
import { addressKey } from '../../kernel/address.js';
import type { Row } from '../../db/merge-places.js';

/** Whose value of a field stays, where somebody said so: otherwise the survivor's, unless it has none. */
export type Choices = Readonly<Record<string, 'into' | 'from' | null | undefined>>;

/** What somebody said about values: field by field, and of single custom fields by their names. */
export interface Chosen {
  readonly fields: Choices;
  readonly custom: Choices;
}

/** What becomes of a survivor: columns with their new values, and fields of the other of which the value is told nowhere any more. */
export interface Combined {
  readonly values: Row;
  readonly dropped: readonly string[];
}

/** Columns that go where the field goes. */
const ALONG: Readonly<Record<string, readonly string[]>> = {
  phone: ['phone_extension'],
  crm_id: ['crm_object_type', 'owner_crm_id'],
  account_id: ['account_name'],
  person_stage_id: ['person_stage_name'],
  company_stage_id: ['company_stage_order', 'company_stage_name'],
  account_tier_id: ['account_tier_order', 'account_tier_name'],
};
const CONTACT = ['last_contacted_type', 'last_contacted_by_id'];
const COUNTERS = [
  ...['success_count', 'emails_sent', 'emails_viewed', 'emails_clicked', 'emails_replied_to'],
  ...['emails_bounced', 'calls'],
];
const ADDRESSES = ['email_address', 'secondary_email_address', 'personal_email_address'] as const;

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
/** A column of text; empty where there is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const union = (a: unknown, b: unknown): string[] => [...new Set([...textsOf(a), ...textsOf(b)])];
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const at = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
const laterOf = (a: unknown, b: unknown) => (at(b) > at(a) || isEmpty(a) ? b : a);
const earlierOf = (a: unknown, b: unknown) => (at(b) < at(a) || isEmpty(a) ? b : a);

/** One value of each field. */
function picked(into: Row, from: Row, fields: readonly string[], choices: Choices): Combined {
  const values: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const field of fields) {
    if (field === 'custom_fields') continue;
    const [winner, other] = choices[field] === 'from' ? [from, into] : [into, from];
    const of = isEmpty(winner[field]) ? other : winner;
    for (const column of [field, ...(ALONG[field] ?? [])]) values[column] = of[column];
    const unused = of === into ? from : into;
    if (!isEmpty(unused[field]) && unused[field] !== of[field]) dropped.push(field);
  }
  return { values, dropped };
}

/** Custom fields by name: as each of them is chosen, else as all of them are. */
function customOf(into: Row, from: Row, { fields, custom }: Chosen): Combined {
  const [a, b] = [into['custom_fields'] as Row, from['custom_fields'] as Row];
  const dropped: string[] = [];
  const values = namesOfBoth(into, from).map((name): [string, unknown] => {
    const whose = (Object.hasOwn(custom, name) ? custom[name] : undefined) ?? fields['custom_fields'];
    const [winner, other] = whose === 'from' ? [b, a] : [a, b];
    if (!Object.hasOwn(winner, name)) return [name, other[name]];
    if (Object.hasOwn(other, name) && other[name] !== winner[name]) dropped.push(`custom_fields.${name}`);
    return [name, winner[name]];
  });
  return { values: { custom_fields: Object.fromEntries(values) }, dropped };
}

const namesOfBoth = (into: Row, from: Row): string[] => [
  ...new Set([into, from].flatMap((row) => Object.keys(row['custom_fields'] as Row))),
];

/** The first of the chosen custom fields that neither of the two has. */
export const strangeAmong = (custom: Choices, into: Row, from: Row): string | undefined => {
  const known = new Set(namesOfBoth(into, from));
  return Object.keys(custom).find((name) => !known.has(name));
};

const contact = (into: Row, from: Row, along: readonly string[]): Row => {
  const later = at(from['last_contacted_at']) > at(into['last_contacted_at']);
  const of = later || isEmpty(into['last_contacted_at']) ? from : into;
  return Object.fromEntries(['last_contacted_at', ...along].map((column) => [column, of[column]]));
};

/** Addresses that stay nowhere go where a person has room for one. */
function withAddresses(into: Row, from: Row, { values, dropped }: Combined): Combined {
  const room = { ...values };
  const keyOf = (address: unknown) => addressKey(textOf(address));
  const has = (address: unknown) => ADDRESSES.some((slot) => keyOf(room[slot]) === keyOf(address));
  const lost = new Set(dropped.filter((field) => !ADDRESSES.some((slot) => slot === field)));
  // Picked twice: one place is enough.
  for (const [index, slot] of ADDRESSES.entries())
    if (
      ADDRESSES.slice(0, index).some(
        (before) => !isEmpty(room[slot]) && keyOf(room[before]) === keyOf(room[slot]),
      )
    )
      room[slot] = null;
  for (const row of [into, from])
    for (const slot of ADDRESSES) {
      if (isEmpty(row[slot]) || has(row[slot])) continue;
      const free = ADDRESSES.slice(1).find((each) => isEmpty(room[each]));
      if (free) room[free] = row[slot];
      else lost.add(slot);
    }
  return { values: room, dropped: [...lost] };
}

/** What a person is once another went into them. The stricter wish wins. */
export function combinePeople(into: Row, from: Row, chosen: Chosen): Combined {
  const fields = picked(into, from, MERGED_OF_PERSON, chosen.fields);
  const { values, dropped } = withAddresses(into, from, fields);
  const custom = customOf(into, from, chosen);
  const address = addressKey(textOf(values['email_address']));
  const own = (row: Row) => addressKey(textOf(row['email_address'])) === address;
  // An opt-out is the person's: with another address than it was said about, e-mail is restricted (address-commands.ts).
  const restricted = [into, from].some((row) => !isEmpty(row['opted_out_at']) && !own(row));
  const step = isEmpty(into['last_completed_step_id']) ? from : into;
  return {
    values: {
      ...values,
      ...custom.values,
      ...contact(into, from, CONTACT),
      ...Object.fromEntries(COUNTERS.map((name) => [name, numberOf(into[name]) + numberOf(from[name])])),
      tags: union(into['tags'], from['tags']),
      contact_restrictions: union(
        union(into['contact_restrictions'], from['contact_restrictions']),
        restricted ? ['email'] : [],
      ),
      starred_by: union(into['starred_by'], from['starred_by']).map(Number),
      do_not_contact: into['do_not_contact'] === true || from['do_not_contact'] === true,
      eu_resident: into['eu_resident'] === true || from['eu_resident'] === true,
      hot_lead: into['hot_lead'] === true || from['hot_lead'] === true,
      bouncing: (own(into) && into['bouncing'] === true) || (own(from) && from['bouncing'] === true),
      opted_out_at: earlierOf(into['opted_out_at'], from['opted_out_at']),
      last_replied_at: laterOf(into['last_replied_at'], from['last_replied_at']),
      most_recent_cadence_id: into['most_recent_cadence_id'] ?? from['most_recent_cadence_id'],
      last_completed_step_id: step['last_completed_step_id'],
      last_completed_step_cadence_id: step['last_completed_step_cadence_id'],
    },
    dropped: [...dropped, ...custom.dropped],
  };
}

/** The same of an account. */
export function combineAccounts(into: Row, from: Row, chosen: Chosen): Combined {
  const { values, dropped } = picked(into, from, MERGED_OF_ACCOUNT, chosen.fields);
  const custom = customOf(into, from, chosen);
  return {
    values: {
      ...values,
      ...custom.values,
      ...contact(into, from, [...CONTACT, 'last_contacted_person_id']),
      tags: union(into['tags'], from['tags']),
      do_not_contact: into['do_not_contact'] === true || from['do_not_contact'] === true,
    },
    dropped: [...dropped, ...custom.dropped],
  };
}

/** Columns that are added up: an undo takes off what the other brought. */
export const ADDED: readonly string[] = COUNTERS;

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
/** Objects with their names in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** The values that are others than a record has. */
export const changesOf = (row: Row, values: Row): Row =>
  Object.fromEntries(Object.entries(values).filter(([column, value]) => !same(row[column], value)));

/** What of a change can be taken back: what still is as it was left, and numbers by what was added. */
export function takenBack(
  now: Row,
  { before, after }: { readonly before: Row; readonly after: Row },
): { values: Row; movedOn: string[] } {
  const values: Record<string, unknown> = {};
  const movedOn: string[] = [];
  for (const [column, value] of Object.entries(before)) {
    if (ADDED.includes(column))
      values[column] = Math.max(0, numberOf(now[column]) - (numberOf(after[column]) - numberOf(value)));
    else if (same(now[column], after[column])) values[column] = value;
    else movedOn.push(column);
  }
  return { values, movedOn };
}
