import { REFUSED } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

export const customRoles: Seed<'custom_roles'> = {
  records: [
    { body: { name: 'Manager', permissions: ['see_everything', 'manage_cadences'] } },
    { body: { name: 'Coach' } },
    { body: { name: 'Zulu', permissions: [] } },
  ],
  change: { name: 'Other', permissions: ['manage_team'] },
  filters: {},
  fields: {
    name: REFUSED,
    permissions: {
      value: ['manage_team'],
      other: ['see_everything', 'manage_users'],
      null: { reads: () => [] },
    },
  },
};
