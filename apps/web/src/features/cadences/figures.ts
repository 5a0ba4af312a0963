import type { ReportRow } from '../../data/reports';

interface Figure {
  readonly name: string;
  /** What is counted, in the words of docs/reports.md. */
  readonly means: string;
  readonly count: (row: ReportRow) => number;
  readonly rate?: (row: ReportRow) => ReportRow['reply_rate'];
}

/** The figures of a cadence, each with what it counts. */
export const FIGURES: readonly Figure[] = [
  {
    name: 'People e-mailed',
    means: 'People with a delivered e-mail of this cadence: what shares of people are shares of.',
    count: (row) => row.people_emailed,
  },
  {
    name: 'Replied',
    means:
      'People with a reply that answers an e-mail of this cadence. Automatic answers, receipts and bounces never count.',
    count: (row) => row.people_replied,
    rate: (row) => row.reply_rate,
  },
  {
    name: 'Positive',
    means: 'Replies that a colleague called positive, of those that were called one way or the other.',
    count: (row) => row.replies_positive,
    rate: (row) => row.positive_rate,
  },
  {
    name: 'Opened',
    means: 'People who opened, of people e-mailed with that tracking on. Programs that open do not count.',
    count: (row) => row.people_viewed,
    rate: (row) => row.open_rate,
  },
  {
    name: 'Came back',
    means: 'E-mails that bounced, of those that were sent.',
    count: (row) => row.bounced,
    rate: (row) => row.bounce_rate,
  },
  {
    name: 'Opted out',
    means: 'People who opted out, or complained, by an e-mail of this cadence, of people e-mailed.',
    count: (row) => row.people_opted_out,
    rate: (row) => row.opt_out_rate,
  },
  {
    name: 'Calls connected',
    means: 'Logged calls whose outcome says that somebody was spoken to, of logged calls.',
    count: (row) => row.calls_connected,
    rate: (row) => row.connect_rate,
  },
  {
    name: 'Success',
    means: 'People who became a success within 30 days after a touch of this cadence that was their last.',
    count: (row) => row.people_succeeded,
    rate: (row) => row.success_rate,
  },
];

/** Below so many a share says little. */
const FEW = 20;
export const isFew = ({ of }: Pick<ReportRow['reply_rate'], 'of'>): boolean => of < FEW;
