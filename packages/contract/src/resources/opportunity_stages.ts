import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

/** A place an opportunity comes through on its way, in the team's own words. */
export const OpportunityStage = z.object({
  id: z.int(),
  name: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  order: z.int().nullable(),
  active: z.boolean(),
});

const order = () => f.integer().pipe(z.int().min(0).max(1_000_000)).nullish();

export const opportunityStages = resource({
  name: 'opportunity_stages',
  tag: 'Opportunity Stages',
  path: '/v2/opportunity_stages',
  recordName: 'OpportunityStage',
  record: OpportunityStage,
  scopes: { read: 'opportunities:read', write: 'opportunities:write', delete: 'opportunities:delete' },
  list: {
    filters: { updated_at: by.range() },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    summary: 'add a stage to the list; opportunities name theirs by its words (admins)',
    body: z.object({ name: f.requiredText(255), order: order() }),
  },
  update: {
    summary: 'rename or move a stage; opportunities keep the words they have (admins)',
    body: z.object({ name: f.text(255).nullish(), order: order() }),
  },
  delete: {},
});
