import { imports } from '../resources/imports.js';
import { people, personUpserts } from '../resources/people.js';
import { personStages } from '../resources/person_stages.js';
import { createSuccess, successes } from '../resources/successes.js';
import { personWhyNotSent } from '../resources/timelines.js';

/** People, their stages, and where they came from. */
export const area = {
  resources: {
    imports,
    people,
    person_stages: personStages,
    successes,
  },
  operations: {
    create_success: createSuccess,
    person_upserts: personUpserts,
    person_why_not_sent: personWhyNotSent,
  },
};
