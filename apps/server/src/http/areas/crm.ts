import type { Areas } from '@cadenza/contract';
import { opportunities, opportunityPeople, opportunityStages } from '../../domain/crm/index.js';
import type { HandlersOf } from '../handler-types.js';

/** What a CRM would keep. */
export const area: HandlersOf<Areas['crm']> = {
  resources: {
    opportunities,
    opportunity_people: opportunityPeople,
    opportunity_stages: opportunityStages,
  },
  operations: {},
};
