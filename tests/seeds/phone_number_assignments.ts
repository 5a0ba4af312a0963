import { unread } from '../support/truth/fields/written.js';
import type { Seed } from './seed.js';

const once = unread('never changes once it is written: the seed has them');

export const phoneNumberAssignments: Seed<'phone_number_assignments'> = {
  records: [
    { body: (made) => ({ number: '+49 (30) 100-1', user_id: made('users', 1) }) },
    { body: (made) => ({ number: '+4930100002', user_id: made('users', 0) }) },
    { body: (made) => ({ number: '+4930100003', user_id: made('users', 2) }) },
  ],
  another: (n, made) => ({ number: `+49301${1000 + n}`, user_id: made('users', 3) }),
  filters: {
    created_at: (assignment, { hidden }) => hidden.assignmentStamps.get(assignment['id'])?.created_at,
    updated_at: (assignment, { hidden }) => hidden.assignmentStamps.get(assignment['id'])?.updated_at,
  },
  fields: { number: once, user_id: once },
};
