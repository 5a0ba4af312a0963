import type { Contract } from '@cadenza/contract';
import type * as z from 'zod';
import type { Sight } from '../../db/view.js';
import { cadenceSeen, OWN, templateSeen } from '../visibility.js';
import { type Key, keysOfAccount, keysOfPerson, type Row as Fields } from './duplicate-rules.js';
import { type Findable, type Words, wordsOf } from './word-rules.js';

type Results = z.output<Contract['operations']['search']['response']>;
export type Searched = Results[number]['type'];

/** What of a record is read for its words. */
export type Row = Readonly<Record<string, string | null>>;

/** Records that are found by words. SQL texts name their table `r`. */
export interface Source {
  readonly type: Searched;
  /** As the tables of the search have it. */
  readonly kind: number;
  readonly table: Searched;
  readonly path: string;
  readonly scope: 'people:read' | 'accounts:read' | 'cadences:read' | 'emails:read';
  /** Whose records they are stands with the words. */
  readonly owned: boolean;
  readonly columns: string;
  readonly name: string;
  readonly detail: string;
  /** What is there for the caller, with the parameters of views. */
  readonly visible: string;
  readonly sight: Sight;
  findable(row: Row): Findable;
  /** By what it may be the same as another record; absent: nobody asks. */
  keys?(row: Fields): Key[];
}

const ALIVE = 'r.deleted_at IS NULL';
const nobody = { addresses: [], phones: [], others: [] };
const texts = (row: Row, ...names: string[]) => names.map((name) => row[name] ?? null);

const PEOPLE: Source = {
  type: 'people',
  kind: 1,
  table: 'people',
  path: '/v2/people/',
  scope: 'people:read',
  owned: true,
  columns: `r.owner_id, r.first_name, r.last_name, r.email_address, r.secondary_email_address, r.personal_email_address, r.phone, r.home_phone,
    r.mobile_phone, r.person_company_name, r.account_id`,
  name: 'r.name',
  detail: 'r.email_address',
  visible: ALIVE,
  sight: OWN,
  findable: (row) => ({
    names: texts(row, 'first_name', 'last_name'),
    addresses: texts(row, 'email_address', 'secondary_email_address', 'personal_email_address'),
    phones: texts(row, 'phone', 'mobile_phone', 'home_phone'),
    others: texts(row, 'person_company_name'),
    around: true,
  }),
  keys: keysOfPerson,
};

const ACCOUNTS: Source = {
  type: 'accounts',
  kind: 2,
  table: 'accounts',
  path: '/v2/accounts/',
  scope: 'accounts:read',
  owned: true,
  columns: 'r.owner_id, r.name, r.domain, r.phone, r.website, r.conversational_name',
  name: 'r.name',
  detail: 'r.domain',
  visible: ALIVE,
  sight: OWN,
  findable: (row) => ({
    names: texts(row, 'name'),
    addresses: texts(row, 'domain'),
    phones: texts(row, 'phone'),
    others: texts(row, 'conversational_name', 'website'),
    around: false,
  }),
  keys: keysOfAccount,
};

const CADENCES: Source = {
  type: 'cadences',
  kind: 3,
  table: 'cadences',
  path: '/v2/cadences/',
  scope: 'cadences:read',
  owned: false,
  columns: 'NULL::bigint AS owner_id, r.name',
  name: 'r.name',
  detail: 'NULL::text',
  visible: `${ALIVE} AND ${cadenceSeen('r')}`,
  sight: null,
  findable: (row) => ({ ...nobody, names: texts(row, 'name'), around: false }),
};

const TEMPLATES: Source = {
  type: 'email_templates',
  kind: 4,
  table: 'email_templates',
  path: '/v2/email_templates/',
  scope: 'emails:read',
  owned: false,
  columns: 'NULL::bigint AS owner_id, r.title, r.subject',
  name: 'r.title',
  detail: 'r.subject',
  // As the list without being asked: not those of cadences, and none that was put away.
  visible: `${ALIVE} AND r.cadence_id IS NULL AND r.archived_at IS NULL AND ${templateSeen('r')}`,
  sight: null,
  findable: (row) => ({
    ...nobody,
    names: texts(row, 'title'),
    others: texts(row, 'subject'),
    around: false,
  }),
};

export const SOURCES: readonly Source[] = [PEOPLE, ACCOUNTS, CADENCES, TEMPLATES];

/** All that a record is found by: what somebody types, and what it has in common with others that may be the same. */
export function wordsOfRow(source: Source, row: Row): Words {
  const words = new Map(wordsOf(source.findable(row)));
  for (const { word, weight } of source.keys?.(row) ?? []) if (!words.has(word)) words.set(word, weight);
  return words;
}
