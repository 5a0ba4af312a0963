import { ACCOUNT_TEXTS } from '../../data/account-texts';
import type { Fields, Shown } from '../../data/merging';

/** A field of which two records say something else. */
export interface Differing {
  readonly name: string;
  readonly label: string;
  readonly into: string;
  readonly from: string;
  /** Nothing is chosen: what becomes of the two, in words. */
  readonly rule?: string;
}

type Named = readonly (readonly [name: string, label: string])[];

const PEOPLE: Named = [
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['email_address', 'E-mail address'],
  ['secondary_email_address', 'Second address'],
  ['personal_email_address', 'Private address'],
  ['title', 'Title'],
  ['phone', 'Telephone'],
  ['mobile_phone', 'Mobile'],
  ['home_phone', 'At home'],
  ['account_id', 'Account'],
  ['owner_id', 'Owner'],
  ['person_stage_id', 'Stage'],
  ['person_company_name', 'Company'],
  ['person_company_website', 'Website of the company'],
  ['person_company_industry', 'Industry'],
  ['job_seniority', 'Seniority'],
  ['job_function', 'Function'],
  ['city', 'City'],
  ['state', 'State'],
  ['country', 'Country'],
  ['work_city', 'City of work'],
  ['work_state', 'State of work'],
  ['work_country', 'Country of work'],
  ['locale', 'Time zone'],
  ['personal_website', 'Website'],
  ['linkedin_url', 'LinkedIn'],
  ['twitter_handle', 'Twitter'],
  ['crm_id', 'CRM id'],
];
const ACCOUNTS: Named = [
  ...ACCOUNT_TEXTS,
  ['conversational_name', 'Spoken name'],
  ['founded', 'Founded'],
  ['twitter_handle', 'Twitter'],
  ['owner_id', 'Owner'],
  ['company_stage_id', 'Stage'],
  ['account_tier_id', 'Tier'],
  ['description', 'Description'],
  ['crm_id', 'CRM id'],
];
/** What is not chosen, and what becomes of it. */
const RULED: readonly (readonly [name: string, label: string, rule: string])[] = [
  ['tags', 'Tags', 'all stay'],
  ['contact_restrictions', 'Restrictions', 'all stay'],
  ['do_not_contact', 'Do not contact', 'the stricter stays'],
  ['eu_resident', 'Lives in the EU', 'the stricter stays'],
];
const CUSTOM = 'custom_fields.';

type NameOf = (field: string, id: number) => string | undefined;

/** Fields whose values differ, where both have one or only one has: first what is chosen, then what has its rule. */
export function differing(
  kind: 'people' | 'accounts',
  into: Shown,
  from: Shown,
  nameOf: NameOf,
): Differing[] {
  const chosen = (kind === 'people' ? PEOPLE : ACCOUNTS).map(([name, label]) => ({
    name,
    label,
    into: said(into, name, nameOf),
    from: said(from, name, nameOf),
  }));
  const ruled = RULED.map(([name, label, rule]) => ({
    name,
    label,
    into: listed(into[name]),
    from: listed(from[name]),
    rule,
  }));
  return [...chosen, ...ofTheTeam(into, from), ...ruled].filter((each) => each.into !== each.from);
}

/** Fields that the team made, by their names. */
function ofTheTeam(into: Shown, from: Shown): Differing[] {
  const [a, b] = [into, from].map((record) => (record['custom_fields'] ?? {}) as Record<string, string>);
  const names = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
  return [...names].toSorted().map((name) => ({
    name: `${CUSTOM}${name}`,
    label: name,
    into: a?.[name] ?? '',
    from: b?.[name] ?? '',
  }));
}

/** Several words, or a yes. */
const listed = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).toSorted().join(', ') : value === true ? 'yes' : '';

/** A value in words; a record behind a number by its name. */
function said(record: Shown, name: string, nameOf: NameOf): string {
  if (name.endsWith('_id') && name !== 'crm_id') {
    const reference = record[name.slice(0, -'_id'.length)] as { readonly id: number } | null | undefined;
    // An account's name came along.
    const along = record['with'] as { readonly account?: string | null } | undefined;
    if (reference && name === 'account_id' && along?.account) return along.account;
    return reference ? (nameOf(name, reference.id) ?? `No. ${reference.id}`) : '';
  }
  const value = record[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whose value stays: the survivor's where it has one, unless somebody chose otherwise. */
export const stays = ({ name, into }: Differing, chosen: Fields): 'into' | 'from' =>
  chosen[name] ?? (into === '' ? 'from' : 'into');

/** Names as the server tells them, in words: `custom_fields.Size` is the team's field Size. */
export const inWords = (name: string): string =>
  name.startsWith(CUSTOM) ? name.slice(CUSTOM.length) : name.replaceAll('_', ' ');
