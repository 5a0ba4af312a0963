import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const CallInstruction = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  instructions: z.string().nullable(),
});

export const callInstructions = resource({
  name: 'call_instructions',
  tag: 'Action Details - Call Instructions',
  path: '/v2/action_details/call_instructions',
  recordName: 'CallInstruction',
  record: CallInstruction,
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
