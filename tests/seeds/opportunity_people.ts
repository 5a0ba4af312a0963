import { unread } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

export const opportunityPeople: Seed<'opportunity_people'> = {
  records: [
    { body: (made) => ({ opportunity_id: made('opportunities', 0), person_id: made('people', 0) }) },
    { body: (made) => ({ opportunity_id: made('opportunities', 0), person_id: made('people', 1) }) },
    { body: (made) => ({ opportunity_id: made('opportunities', 1), person_id: made('people', 0) }) },
    { body: (made) => ({ opportunity_id: made('opportunities', 3), person_id: made('people', 2) }) },
  ],
  another: (n, made) => ({
    opportunity_id: made('opportunities', n % 2),
    person_id: made('people', 3 + (n % 3)),
  }),
  filters: {},
  fields: {
    opportunity_id: unread('a person is on an opportunity once: the seed has them'),
    person_id: unread('a person is on an opportunity once: the seed has them'),
  },
};
