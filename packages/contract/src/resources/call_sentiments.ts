import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const CallSentiment = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  name: z.string().nullable(),
});

// What choosing it says of the call: `positive` there.
const settings = { positive: f.boolean().nullish() };

export const callSentiments = resource({
  name: 'call_sentiments',
  tag: 'Call Sentiments',
  path: '/v2/call_sentiments',
  recordName: 'CallSentiment',
  record: CallSentiment,
  scopes: { read: 'calls:read', write: 'calls:write', delete: 'calls:write' },
  list: {
    filters: {
      name: by.string(),
    },
    sorts: ['name', 'created_at', 'updated_at'],
    defaultSort: 'name',
  },
  show: true,
  create: { body: z.object({ ...settings, name: f.requiredText(255) }), extension: true },
  update: { body: z.object({ ...settings, name: f.text(255).nullish() }), extension: true },
  delete: { extension: true },
});
