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

export const callSentiments = resource({
  name: 'call_sentiments',
  tag: 'Call Sentiments',
  path: '/v2/call_sentiments',
  recordName: 'CallSentiment',
  record: CallSentiment,
  scopes: { read: 'calls:read' },
  list: {
    filters: {
      name: by.string(),
    },
    sorts: ['name', 'updated_at'],
    defaultSort: 'name',
  },
  show: true,
});
