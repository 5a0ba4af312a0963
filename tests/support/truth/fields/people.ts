import type { SeededWorld } from '../world.js';
import type { Words } from './words.js';
import { type How, REFUSED, ref, renamed, STAYS, type Tables, unread } from './written.js';

type Mine =
  | 'account_stages'
  | 'account_tiers'
  | 'account_upserts'
  | 'accounts'
  | 'imports'
  | 'people'
  | 'person_stages'
  | 'person_upserts';

/** They say which record an upsert is of. */
const KEYS = {
  id: unread('says which record'),
  upsert_key: unread('says by what the record is found'),
};

/** People, accounts and what they are sorted by. */
export function ofPeople({ rows }: SeededWorld, words: Words): Pick<Tables, Mine> {
  const { first, second, tags, owner, crm } = words;
  const named: How = { moves: ['full_email_address', 'display_name'] };
  const accounts = {
    body: (n) => ({ name: `Firm ${n}`, domain: `firm${n}.example` }),
    fields: {
      name: REFUSED,
      tags,
      owner_id: owner,
      ...crm('001'),
      account_tier_id: ref('account_tier', first('account_tiers'), second('account_tiers')),
      company_stage_id: ref('company_stage', first('account_stages'), second('account_stages')),
      custom_fields: { value: { Area: 'West' }, other: { Area: 'Süd' } },
      locale: { value: 'Europe/Paris', other: 'Asia/Tokyo' },
      archived: renamed('archived_at', {
        value: true,
        other: false,
        read: (account) => account['archived_at'] !== null,
        moves: ['archived_at'],
      }),
    },
  } satisfies Tables['accounts'];
  const people = {
    body: (n) => ({ email_address: `written${n}@example.com`, last_name: 'Written' }),
    fields: {
      tags,
      owner_id: owner,
      ...crm('003'),
      account_id: { ...ref('account', first('accounts'), second('accounts')), moves: ['account_crm_id'] },
      import_id: ref('import', first('imports'), second('imports')),
      person_stage_id: ref('person_stage', first('person_stages'), rows.person_stages[1]?.['id']),
      contact_restrictions: { value: ['call'], other: ['call', 'message'] },
      custom_fields: { value: { Region: 'West' }, other: { Region: 'Süd' } },
      email_address: { value: 'another@example.com', other: 'third@example.com', ...named, ...REFUSED },
      secondary_email_address: { value: 'second@example.com', other: 'second2@example.com' },
      personal_email_address: { value: 'personal@example.com', other: 'personal2@example.com' },
      first_name: named,
      // (One index holds both names: two of the longest may be too long together.)
      last_name: { value: "O'Größe %_", other: '語 \\ <b>', ...named },
      job_seniority: { value: 'director', other: 'manager' },
      locale: { value: 'Europe/Paris', other: 'Asia/Tokyo', moves: ['locale_utc_offset'] },
      autotag_date: { value: true, other: false, read: ({ tags: all }) => all.length === 1 },
    },
  } satisfies Tables['people'];
  return {
    account_stages: {
      body: (n) => ({ name: `Stage ${n}` }),
      fields: { order: { value: 2, other: 3, ...STAYS }, name: REFUSED },
    },
    account_tiers: {
      body: (n) => ({ name: `Tier ${n}` }),
      fields: { order: { value: 2, other: 3, ...STAYS }, name: REFUSED },
    },
    accounts,
    account_upserts: { ...accounts, fields: { ...accounts.fields, ...KEYS } },
    imports: {
      body: (n) => ({ name: `Import ${n}` }),
      fields: {
        user_id: { value: words.other['id'], other: words.mine['id'], ...STAYS },
        content_sha256: unread('names a file that came before: tests/api/import-files.test.ts'),
      },
    },
    people,
    person_upserts: { ...people, fields: { ...people.fields, ...KEYS } },
    person_stages: { body: (n) => ({ name: `Person stage ${n}` }), fields: { name: REFUSED } },
  };
}
