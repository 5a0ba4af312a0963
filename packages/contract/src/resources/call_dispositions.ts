import * as z from 'zod';
import * as f from '../fields.js';
import { resource } from '../resource.js';

export const CallDisposition = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  name: z.string().nullable(),
  crm_value: z.string().nullable(),
});

export const callDispositions = resource({
  name: 'call_dispositions',
  tag: 'Call Dispositions',
  path: '/v2/call_dispositions',
  recordName: 'CallDisposition',
  record: CallDisposition,
  scopes: { read: 'calls:read' },
  list: {
    filters: {},
    sorts: ['name', 'updated_at'],
    defaultSort: 'name',
  },
  show: true,
});
