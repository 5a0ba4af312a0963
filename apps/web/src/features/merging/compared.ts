import { ACCOUNT_TEXTS } from '../../data/account-texts';
import type { Shown } from '../../data/merging';

/** A field of which two records say something else. */
export interface Differing {
  readonly name: string;
  readonly label: string;
  readonly into: string;
  readonly from: string;
}

const PEOPLE: readonly (readonly [string, string])[] = [
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
  ['city', 'City'],
  ['state', 'State'],
  ['country', 'Country'],
  ['locale', 'Time zone'],
  ['linkedin_url', 'LinkedIn'],
  ['crm_id', 'CRM id'],
];
const ACCOUNTS: readonly (readonly [string, string])[] = [
  ...ACCOUNT_TEXTS,
  ['owner_id', 'Owner'],
  ['company_stage_id', 'Stage'],
  ['account_tier_id', 'Tier'],
  ['description', 'Description'],
  ['crm_id', 'CRM id'],
];

type NameOf = (field: string, id: number) => string | undefined;

/** Fields whose values differ, where both have one or only one has. */
export function differing(
  kind: 'people' | 'accounts',
  into: Shown,
  from: Shown,
  nameOf: NameOf,
): Differing[] {
  return (kind === 'people' ? PEOPLE : ACCOUNTS).flatMap(([name, label]) => {
    const here = { name, label, into: said(into, name, nameOf), from: said(from, name, nameOf) };
    return here.into === here.from ? [] : [here];
  });
}

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
export const stays = (
  { name, into }: Differing,
  chosen: Readonly<Record<string, 'into' | 'from'>>,
): 'into' | 'from' => chosen[name] ?? (into === '' ? 'from' : 'into');
