import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

/** That a person has to do with an opportunity. */
export const OpportunityPerson = z.object({
  id: z.int(),
  person_id: z.int().nullable(),
  opportunity_id: z.int().nullable(),
  opportunity_crm_id: z.string().nullable(),
  person_crm_id: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  crm_id: z.string().nullable(),
});

export const opportunityPeople = resource({
  name: 'opportunity_people',
  tag: 'Opportunity People',
  path: '/v2/opportunity_people',
  recordName: 'OpportunityPerson',
  record: OpportunityPerson,
  scopes: { read: 'opportunities:read', write: 'opportunities:write', delete: 'opportunities:delete' },
  list: {
    filters: { updated_at: by.range() },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  create: {
    summary: 'put a person on an opportunity; the first one says whose work it is put down to',
    body: z.object({
      opportunity_id: f.id(),
      person_id: f.id(),
    }),
  },
  delete: {},
});
