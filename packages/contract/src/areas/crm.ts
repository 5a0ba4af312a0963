import { opportunities } from '../resources/opportunities.js';
import { opportunityPeople } from '../resources/opportunity_people.js';
import { opportunityStages } from '../resources/opportunity_stages.js';

/** What a CRM would keep: opportunities, who is on them, and what records are called elsewhere. */
export const area = {
  resources: {
    opportunities,
    opportunity_people: opportunityPeople,
    opportunity_stages: opportunityStages,
  },
  operations: {},
};
