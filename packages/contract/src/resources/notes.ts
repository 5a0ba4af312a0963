import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

export const Note = z.object({
  id: z.int(),
  content: z.string().nullable(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  associated_type: z.enum(['person', 'account']).nullable(),
  user: f.ref('/v2/users/{id}'),
  associated_with: f.ref('/v2/people/{id} or /v2/accounts/{id}'),
  call: f.ref('/v2/activities/calls/{id}'),
  crm_activity_metadata: z.record(z.string(), z.unknown()).nullable(),
});

const createBody = z.object({
  associated_with_id: f.id(),
  associated_with_type: f.text().pipe(
    z
      .string()
      .toLowerCase()
      .pipe(f.oneOf(['person', 'account'])),
  ),
  call_id: f.id().nullish(),
  content: f.requiredLines(100_000),
  skip_crm_sync: f.boolean().nullish(),
  subject: f.text().nullish(),
  user_guid: f.text().nullish(),
});

const updateBody = z.object({
  call_id: f.id().nullish(),
  content: f.lines(100_000).nullish(),
});

export const notes = resource({
  name: 'notes',
  tag: 'Notes',
  path: '/v2/notes',
  recordName: 'Note',
  record: Note,
  scopes: { read: 'notes:read', write: 'notes:write', delete: 'notes:delete' },
  list: {
    filters: {
      associated_with_type: by.word(['person', 'account']),
      associated_with_id: by.integer(),
      updated_at: by.range(),
      ids: by.ids(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: { events: ['note_created'], mayCause: ['call_updated'], body: createBody },
  update: { events: ['note_updated'], mayCause: ['call_updated'], body: updateBody },
  delete: { events: ['note_deleted'], mayCause: ['call_updated'] },
});
