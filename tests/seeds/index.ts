import { opportunities } from './opportunities.js';
import { opportunityPeople } from './opportunity_people.js';
import { opportunityStages } from './opportunity_stages.js';
import { savedListViews } from './saved_list_views.js';
import { webhookSubscriptions } from './webhook_subscriptions.js';

/** Resources whose seed is a file of their own: every walk finds it here. What others refer to stands before them. */
export const SEEDS = {
  opportunities,
  opportunity_people: opportunityPeople,
  opportunity_stages: opportunityStages,
  saved_list_views: savedListViews,
  webhook_subscriptions: webhookSubscriptions,
};
export type Seeded = keyof typeof SEEDS;
export const SEEDED = Object.keys(SEEDS) as Seeded[];
