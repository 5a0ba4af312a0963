import * as z from 'zod';
import * as f from '../fields.js';
import { resource } from '../resource.js';

const ACTIONS = ['create', 'update', 'delete'] as const;
/** Records, and users, that one report is narrowed to. */
const NAMED = 500;

/** A file of the audit log, made in the background. */
export const AuditReport = z.object({
  id: z.int(),
  name: z.string().nullable(),
  status: z.enum(['requested', 'started', 'completed', 'failed']),
  error: z.string().nullable(),
  record_type: z.string().nullable(),
  record_ids: z.array(z.int()),
  audited_user_guids: z.array(z.string()),
  actions: z.array(z.string()),
  since: f.date().nullable(),
  until: f.date().nullable(),
  data_source: z.string().nullable(),
  email_notification: z.boolean(),
  requested_on: f.date(),
  started_on: f.date().nullable(),
  completed_on: f.date().nullable(),
  download_url: z.string().nullable(),
  user_guid: z.string(),
  requestor_name: z.string().nullable(),
  requestor_email: z.string(),
});

export const auditReports = resource({
  name: 'audit_reports',
  tag: 'Audit Reports',
  path: '/v2/audit_reports',
  recordName: 'AuditReport',
  record: AuditReport,
  scopes: { read: 'audit_reports:read', write: 'audit_reports:write' },
  list: { filters: {}, sorts: [], defaultSort: 'id', paging: 'never' },
  show: true,
  create: {
    body: z.object({
      name: f.text(255).nullish(),
      record_type: f.text(100).nullish(),
      record_ids: f.integers(NAMED).nullish(),
      audited_user_guids: f.texts(NAMED).nullish(),
      actions: f.someOf(ACTIONS).nullish(),
      since: f.dateInput().nullish(),
      until: f.dateInput().nullish(),
      data_source: f.text(100).nullish(),
      email_notification: f.boolean().nullish(),
    }),
  },
});
