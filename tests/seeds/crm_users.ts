import { NONE, REFUSED, ref } from '../support/truth/fields/written.js';
import type { Wire, World } from '../support/truth/world.js';
import type { Seed } from './seed.js';

/** (byId of the truths would be a circle.) */
const find = ({ rows }: World, name: 'users' | 'calls', id: unknown): Wire | undefined =>
  rows[name].find((record) => record['id'] === id);

const user = (record: Wire) => (record['user'] as { id: number } | null)?.id ?? null;

export const crmUsers: Seed<'crm_users'> = {
  records: [
    { body: (made) => ({ crm_id: 'U-9', first_name: 'Zoe', last_name: 'May', user_id: made('users', 1) }) },
    { body: (made) => ({ crm_id: 'U-5', name: 'Max', crm_username: 'max@crm', user_id: made('users', 0) }) },
    { body: { crm_id: 'U-7', first_name: 'Ann' } },
  ],
  another: (n) => ({ crm_id: `W-${n}` }),
  change: { crm_username: 'other' },
  filters: {
    user_id: user,
    user_guid: (record, world) => find(world, 'users', user(record))?.['guid'] ?? null,
    search: {
      asks: () => ['zoe', 'MAX@', 'an', '%', 'nobody has this'],
      takes: (record, asked) =>
        ['name', 'first_name', 'last_name', 'crm_username'].some((field) =>
          String(record[field] ?? '')
            .toLowerCase()
            .includes(asked.toLowerCase()),
        ),
    },
  },
  fields: (made) => ({
    crm_id: REFUSED,
    first_name: { moves: ['name'] },
    last_name: { moves: ['name'] },
    user_id: { ...ref('user', made('users', 2), made('users', 3)), ...NONE },
  }),
};
