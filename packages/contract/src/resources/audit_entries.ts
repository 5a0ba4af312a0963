import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { resource } from '../resource.js';

const ACTIONS = ['create', 'update', 'delete'] as const;

/** Who changed what of the team's own affairs, and how it was before. */
export const AuditEntry = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  user: f.ref('/v2/users/'),
  action: z.enum(ACTIONS),
  record_type: z.string(),
  record_id: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  redacted_at: f.timestamp().nullable(),
});

/** Read only: the database writes them, in the transaction of what they tell of. */
export const auditEntries = resource({
  name: 'audit_entries',
  tag: 'Audit',
  path: '/v2/audit_entries',
  recordName: 'AuditEntry',
  record: AuditEntry,
  extension: true,
  scopes: { read: 'audit_reports:read' },
  list: {
    filters: {
      ids: by.ids(),
      action: by.words(ACTIONS),
      record_type: by.strings(),
      record_id: by.strings(),
      user_id: by.integers(),
      user_guid: by.guids(),
    },
    sorts: ['created_at'],
    defaultSort: 'created_at',
  },
  show: true,
});
