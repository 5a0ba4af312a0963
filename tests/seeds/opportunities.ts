import { NONE, REFUSED, ref, STAYS } from '../support/truth/fields/written.js';
import type { Wire } from '../support/truth/world.js';
import type { Seed } from './seed.js';

const idIn = (field: string) => (record: Wire) => (record[field] as { id: number } | null)?.id ?? null;
const MOMENTS = { value: '2027-01-02T03:04:05.000000+00:00', other: '2027-02-03T04:05:06.000007+00:00' };

export const opportunities: Seed<'opportunities'> = {
  records: [
    {
      body: (made) => ({
        name: 'Pumps',
        amount: '1200.5',
        stage_name: 'Found',
        probability: 20,
        crm_id: 'O-1',
        account_crm_id: 'A-1',
        owner_crm_id: 'U-1',
        opportunity_type: 'New',
        close_date: '2026-07-01',
        created_date: '2026-01-01',
        tags: ['alpha', 'second'],
        account_id: made('accounts', 0),
      }),
    },
    {
      body: (made) => ({
        name: 'Valves',
        stage_name: 'Won',
        crm_id: 'O-2',
        account_crm_id: 'A-2',
        owner_crm_id: 'U-2',
        opportunity_type: 'Renewal',
        close_date: '2026-06-01',
        created_date: '2026-02-01',
        is_closed: true,
        is_won: true,
        tags: ['alpha'],
        account_id: made('accounts', 1),
      }),
    },
    { by: 'rep', body: { name: 'Alone', stage_name: 'Lost', is_closed: true } },
    { body: (made) => ({ name: 'Gears', owner_id: made('users', 1), account_id: made('accounts', 1) }) },
  ],
  another: (n, made) => ({ name: `Written ${n}`, account_id: made('accounts', 0) }),
  change: { name: 'Other', amount: '7', is_closed: true },
  filters: {
    person_id: {
      asks: ({ rows }) => [...rows.people.slice(0, 3).map((person) => String(person['id'])), '999999999'],
      takes: (opportunity, asked, { rows }) =>
        rows.opportunity_people.some(
          (on) => on['opportunity_id'] === opportunity['id'] && String(on['person_id']) === asked,
        ),
    },
    tag: (opportunity) => opportunity['tags'] as unknown,
    tag_id: (opportunity, { rows }) =>
      rows.tags
        .filter((tag) => (opportunity['tags'] as string[]).includes(tag['name'] as string))
        .map((tag) => tag['id'] as number),
    account_id: idIn('account'),
    associated_account_id: idIn('account'),
    owner_id: idIn('owner'),
    most_recent_cadence_id: idIn('most_recent_cadence'),
    scoped_fields: {
      asks: () => ['custom_fields'],
      takes: () => true,
      constant: 'it names fields, and takes every opportunity',
    },
  },
  fields: (made) => ({
    name: REFUSED,
    amount: { value: '12', other: '-0.5' },
    probability: { value: '12', other: '100' },
    account_crm_id: {},
    account_name: NONE,
    crm_last_updated_date: MOMENTS,
    close_date: MOMENTS,
    created_date: MOMENTS,
    currency_iso_code: { value: 'EUR', other: 'USD' },
    is_closed: STAYS,
    is_won: STAYS,
    tags: { value: ['one', 'two'], other: ['two', 'Größe'] },
    custom_fields: {
      value: { Budget: 'high' },
      other: { Budget: 'low' },
      null: { updated: 'stays' },
    },
    account_id: {
      ...ref('account', made('accounts', 0), made('accounts', 1)),
      moves: ['account', 'account_name'],
    },
    owner_id: { ...ref('owner', made('users', 0), made('users', 1)), ...NONE },
  }),
};
