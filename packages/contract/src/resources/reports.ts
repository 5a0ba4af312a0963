import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

const count = () => z.int();

export const CadenceStats = z.object({
  sent_emails_count: count(),
  viewed_count: count(),
  clicked_count: f.added(count()),
  replied_count: count(),
  bounced_count: f.added(count()),
  opted_out_count: f.added(count()),
  calls_count: count(),
  success_count: f.added(count()),
  meetings_booked: count(),
  meetings_booked_count: count(),
  people_acted_on_count: count(),
});

export const cadenceStats = operation({
  name: 'cadence_stats',
  tag: 'Cadence Stats',
  method: 'GET',
  path: '/v2/cadence_stats/{id}',
  summary: 'what has come of a cadence, in numbers',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: CadenceStats,
  responseName: 'CadenceStats',
});

export const REPORT_BY = [
  ...(['total', 'day', 'cadence', 'step', 'version', 'template', 'hour', 'user', 'mailbox'] as const),
  'provider',
] as const;

/** A share with the bounds of its 95 % interval; null where nothing can be divided. */
const rate = () =>
  z.object({
    count: z.int(),
    of: z.int(),
    rate: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  });

const EmailReportRow = z.object({
  key: z.string().nullable(),
  name: z.string().nullable(),
  sent: count(),
  uncertain: count(),
  delivered: count(),
  delivered_so_far: count(),
  bounced: count(),
  bounced_hard: count(),
  bounced_soft: count(),
  bounced_block: count(),
  answered: count(),
  replies: count(),
  complaints: count(),
  calls: count(),
  calls_connected: count(),
  calls_positive: count(),
  people_emailed: count(),
  people_contacted: count(),
  people_replied: count(),
  people_viewed: count(),
  people_clicked: count(),
  people_opted_out: count(),
  people_succeeded: count(),
  reply_rate: rate(),
  open_rate: rate(),
  click_rate: rate(),
  opt_out_rate: rate(),
  success_rate: rate(),
  bounce_rate: rate(),
  complaint_rate: rate(),
  connect_rate: rate(),
  open_coverage: rate(),
  click_coverage: rate(),
});

const some = () => f.integers(200).optional();

export const emailReport = operation({
  name: 'email_report',
  tag: 'Reports',
  method: 'GET',
  path: '/v2/reports/emails',
  summary: 'figures of e-mails and of what came of them',
  scope: 'emails:read',
  query: z.object({
    by: f.oneOf(REPORT_BY).default('total'),
    basis: f.oneOf(['cohort', 'period']).optional(),
    from: f.dateInput().optional(),
    until: f.dateInput().optional(),
    zone: f.text(64).optional(),
    cadence_id: some(),
    step_id: some(),
    step_variant_id: some(),
    email_template_id: some(),
    mailbox_id: some(),
    user_id: some(),
  }),
  response: z.object({
    by: z.enum(REPORT_BY),
    basis: z.enum(['cohort', 'period']),
    from: f.date(),
    until: f.date(),
    zone: z.string(),
    counted_until: f.timestamp().nullable(),
    more: z.boolean(),
    rows: z.array(EmailReportRow),
  }),
  responseName: 'EmailReport',
  table: 'rows',
  extension: true,
});
