import { REFUSED } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

export const opportunityStages: Seed<'opportunity_stages'> = {
  records: [
    { body: { name: 'Offered', order: 2 } },
    { body: { name: 'Found', order: 1 } },
    { body: { name: 'Won' } },
  ],
  change: { name: 'Lost', order: 3 },
  filters: {},
  fields: { name: REFUSED },
};
