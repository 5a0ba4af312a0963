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

// What choosing it says of the call: `connected` there.
const settings = { crm_value: f.text(255).nullish(), connected: f.boolean().nullish() };

export const callDispositions = resource({
  name: 'call_dispositions',
  tag: 'Call Dispositions',
  path: '/v2/call_dispositions',
  recordName: 'CallDisposition',
  record: CallDisposition,
  scopes: { read: 'calls:read', write: 'calls:write', delete: 'calls:write' },
  list: {
    filters: {},
    sorts: ['name', 'created_at', 'updated_at'],
    defaultSort: 'name',
  },
  show: true,
  create: { body: z.object({ ...settings, name: f.requiredText(255) }), extension: true },
  update: { body: z.object({ ...settings, name: f.text(255).nullish() }), extension: true },
  delete: { extension: true },
});
