import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const EmailDetail = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  email_template: f.ref('/v2/email_templates/{id}'),
});

/** What e-mail steps and e-mail actions refer to; programs read it, though the original's index does not list it. */
export const emailDetails = resource({
  name: 'email_details',
  tag: 'Action Details - Email Details',
  path: '/v2/action_details/email_details',
  recordName: 'EmailDetail',
  record: EmailDetail,
  extension: true,
  scopes: { read: 'cadences:read' },
  list: {
    filters: {
      ids: by.ids(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
});
