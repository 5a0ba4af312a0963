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
  replies_marked: count(),
  replies_positive: count(),
  complaints: count(),
  machine_opens: count(),
  machine_clicks: count(),
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
  positive_rate: rate(),
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

/** Days, as every report has them. */
const days = {
  from: f.dateInput().optional(),
  until: f.dateInput().optional(),
  zone: f.text(64).optional(),
};
/** What a report of e-mails may be narrowed by. */
const narrowed = {
  cadence_id: some(),
  step_id: some(),
  step_variant_id: some(),
  email_template_id: some(),
  mailbox_id: some(),
  user_id: some(),
};
const range = { from: f.date(), until: f.date(), zone: z.string(), counted_until: f.timestamp().nullable() };
const BASES = ['cohort', 'period'] as const;

export const emailReport = operation({
  name: 'email_report',
  tag: 'Reports',
  method: 'GET',
  path: '/v2/reports/emails',
  summary: 'figures of e-mails and of what came of them',
  scope: 'emails:read',
  query: z.object({
    by: f.oneOf(REPORT_BY).default('total'),
    basis: f.oneOf(BASES).optional(),
    ...days,
    ...narrowed,
  }),
  response: z.object({
    by: z.enum(REPORT_BY),
    basis: z.enum(BASES),
    ...range,
    more: z.boolean(),
    rows: z.array(EmailReportRow),
  }),
  responseName: 'EmailReport',
  table: 'rows',
  extension: true,
});

/** A page of what a number counts. */
const page = {
  page: f.integer().pipe(z.int().min(1).max(100_000)).default(1),
  per_page: f.integer().pipe(z.int().min(1).max(1000)).default(100),
};
const behind = <const N extends readonly [string, ...string[]]>(
  figures: N,
  resources: readonly [string, ...string[]],
) =>
  z.object({
    figure: z.enum(figures),
    page: z.int(),
    next_page: z.int().nullable(),
    rows: z.array(
      z.object({
        resource: z.enum(resources),
        id: z.int(),
        person_id: z.int(),
        at: f.timestamp().nullable(),
      }),
    ),
  });

/** Figures of the report of e-mails whose rows may be asked for. */
const EMAIL_FIGURES = [
  ...(['sent', 'uncertain', 'delivered', 'delivered_so_far', 'bounced', 'bounced_hard'] as const),
  ...([
    'bounced_soft',
    'bounced_block',
    'answered',
    'replies',
    'replies_marked',
    'replies_positive',
  ] as const),
  ...([
    'complaints',
    'machine_opens',
    'machine_clicks',
    'calls',
    'calls_connected',
    'calls_positive',
  ] as const),
  ...(['people_emailed', 'people_contacted', 'people_replied', 'people_viewed', 'people_clicked'] as const),
  ...(['people_opted_out', 'people_succeeded', 'people_views_tracked', 'people_clicks_tracked'] as const),
] as const;

export const emailReportRows = operation({
  name: 'email_report_rows',
  tag: 'Reports',
  method: 'GET',
  path: '/v2/reports/emails/rows',
  summary: 'the records behind a number of the report of e-mails',
  scope: 'emails:read',
  query: z.object({
    figure: f.oneOf(EMAIL_FIGURES),
    by: f.oneOf(REPORT_BY).default('total'),
    key: f.text(64).optional(),
    basis: f.oneOf(BASES).optional(),
    ...days,
    ...narrowed,
    ...page,
  }),
  response: behind(EMAIL_FIGURES, ['emails', 'received_messages', 'calls', 'people']),
  responseName: 'EmailReportRows',
  table: 'rows',
  extension: true,
});

export const repReport = operation({
  name: 'rep_report',
  tag: 'Reports',
  method: 'GET',
  path: '/v2/reports/reps',
  summary: 'what reps did: touches on time, answers, e-mails, calls',
  scope: 'emails:read',
  query: z.object({ ...days, user_id: some() }),
  response: z.object({
    basis: z.enum(['period']),
    ...range,
    rows: z.array(
      z.object({
        user_id: z.int(),
        name: z.string().nullable(),
        touches_due: count(),
        touches_on_time: count(),
        touches_late: count(),
        touches_open: count(),
        replies_answered: count(),
        replies_waiting: count(),
        answer_minutes: z.int().nullable(),
        sent: count(),
        people_emailed: count(),
        people_contacted: count(),
        people_replied: count(),
        calls: count(),
        calls_connected: count(),
        calls_positive: count(),
        on_time_rate: rate(),
        reply_rate: rate(),
        positive_rate: rate(),
        connect_rate: rate(),
      }),
    ),
  }),
  responseName: 'RepReport',
  table: 'rows',
  extension: true,
});

const REP_FIGURES = [
  ...(['touches_due', 'touches_on_time', 'touches_late', 'touches_open'] as const),
  ...(['replies_answered', 'replies_waiting'] as const),
] as const;

export const repReportRows = operation({
  name: 'rep_report_rows',
  tag: 'Reports',
  method: 'GET',
  path: '/v2/reports/reps/rows',
  summary: 'the touches or messages behind a number of the report of reps',
  scope: 'emails:read',
  query: z.object({ figure: f.oneOf(REP_FIGURES), ...days, user_id: some(), ...page }),
  response: behind(REP_FIGURES, ['actions', 'received_messages']),
  responseName: 'RepReportRows',
  table: 'rows',
  extension: true,
});

const FUNNEL_BY = ['total', 'day', 'cadence', 'user'] as const;
const STAGES = ['people_added', 'people_contacted', 'people_looked', 'people_replied'] as const;
const funnelNarrowed = {
  by: f.oneOf(FUNNEL_BY).default('total'),
  ...days,
  cadence_id: some(),
  user_id: some(),
};

export const funnelReport = operation({
  name: 'funnel_report',
  tag: 'Reports',
  method: 'GET',
  path: '/v2/reports/funnel',
  summary: 'how far people came who were put on cadences',
  scope: 'emails:read',
  query: z.object(funnelNarrowed),
  response: z.object({
    by: z.enum(FUNNEL_BY),
    basis: z.enum(['cohort']),
    ...range,
    more: z.boolean(),
    rows: z.array(
      z.object({
        key: z.string(),
        name: z.string().nullable(),
        people_added: count(),
        people_contacted: count(),
        people_looked: count(),
        people_replied: count(),
        contact_rate: rate(),
        look_rate: rate(),
        reply_rate: rate(),
      }),
    ),
  }),
  responseName: 'FunnelReport',
  table: 'rows',
  extension: true,
});

export const funnelReportRows = operation({
  name: 'funnel_report_rows',
  tag: 'Reports',
  method: 'GET',
  path: '/v2/reports/funnel/rows',
  summary: 'the people behind a number of the funnel',
  scope: 'emails:read',
  query: z.object({ figure: f.oneOf(STAGES), key: f.text(64).optional(), ...funnelNarrowed, ...page }),
  response: behind(STAGES, ['people']),
  responseName: 'FunnelReportRows',
  table: 'rows',
  extension: true,
});
