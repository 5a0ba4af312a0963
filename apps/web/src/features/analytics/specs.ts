import type { Basis, By } from '../../data/reports';

/** A report of rows that all stand for the same kind of thing. */
export interface RowsSpec {
  readonly by: Exclude<By, 'total' | 'day' | 'hour'>;
  /** Over the first column. */
  readonly first: string;
  /** What a row is called whose record is gone, or was never there. */
  readonly none: string;
  readonly figures: readonly string[];
  /** Shares of this figure are drawn. */
  readonly drawn?: string;
}

export type ReportId =
  | 'overview'
  | 'cadences'
  | 'steps'
  | 'versions'
  | 'templates'
  | 'hours'
  | 'reps'
  | 'deliverability';

export interface ReportSpec {
  readonly id: ReportId;
  readonly title: string;
  /** What it counts unless the address says otherwise. */
  readonly basis: Basis;
  /** It has but this one way. */
  readonly fixed?: boolean;
  readonly rows: readonly RowsSpec[];
}

const OUTCOMES = [
  ...['people_emailed', 'people_replied', 'replies_positive', 'people_viewed', 'people_clicked'],
  ...['bounced', 'people_opted_out'],
];
const MAIL = ['sent', 'delivered', 'bounced', 'bounced_hard', 'bounced_soft', 'bounced_block', 'complaints'];

const one = (id: ReportId, title: string, basis: Basis, rows: readonly RowsSpec[] = []): ReportSpec => ({
  id,
  title,
  basis,
  rows,
});
const outcomes = (by: RowsSpec['by'], first: string, none: string): readonly RowsSpec[] => [
  { by, first, none, figures: OUTCOMES, drawn: 'people_replied' },
];

/** Every report, in the order of the menu. */
export const REPORTS: readonly ReportSpec[] = [
  one('overview', 'Overview', 'period'),
  one('cadences', 'Cadences', 'cohort', outcomes('cadence', 'Cadence', 'No cadence')),
  one('steps', 'Steps', 'cohort', outcomes('step', 'Step', 'No step')),
  one('versions', 'Versions', 'cohort', outcomes('version', 'Version', 'Without versions')),
  one('templates', 'Templates', 'cohort', outcomes('template', 'Template', 'No template')),
  one('hours', 'Hours', 'period'),
  { ...one('reps', 'Reps', 'period'), fixed: true },
  one('deliverability', 'Deliverability', 'period', [
    {
      by: 'mailbox',
      first: 'Mailbox',
      none: 'No mailbox',
      figures: [...MAIL, 'uncertain', 'people_opted_out'],
    },
    { by: 'provider', first: 'Receiving provider', none: 'Unknown', figures: [...MAIL, 'machine_opens'] },
  ]),
];

export const OVERVIEW = [
  ...['people_emailed', 'people_replied', 'replies_positive', 'people_viewed', 'bounced', 'people_opted_out'],
  ...['sent', 'uncertain', 'calls', 'calls_connected', 'people_succeeded', 'complaints'],
];

/** What the chart of days can show. */
export const BY_DAY = ['sent', 'people_replied', 'people_viewed', 'bounced', 'calls'] as const;
export const BY_HOUR = ['people_replied', 'people_viewed', 'sent'] as const;

export const OF_REPS = [
  ...[
    'touches_due',
    'touches_on_time',
    'touches_late',
    'touches_open',
    'replies_answered',
    'replies_waiting',
  ],
  ...['answer_minutes', 'sent', 'people_emailed', 'people_replied', 'calls', 'calls_connected'],
];

export const FUNNEL = ['people_added', 'people_contacted', 'people_looked', 'people_replied'];
