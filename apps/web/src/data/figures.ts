import type { FunnelRow, Rate, RepRow, ReportName, ReportRow } from './reports';

type RatesOf<Row> = { [Name in keyof Row]: Row[Name] extends Rate ? Name : never }[keyof Row];
type CountsOf<Row> = { [Name in keyof Row]: Row[Name] extends number ? Name : never }[keyof Row];

/** A number of a report, with what it counts in the words of docs/reports.md. */
export interface Figure {
  /** By this name the API gives it, and the records behind it. */
  readonly name: string;
  readonly title: string;
  readonly means: string;
  /** The share that the API gives beside it, and the figure that this is a share of. */
  readonly rate?: string | undefined;
  readonly of?: string | undefined;
  /** Which report has its records, where that is another one. */
  readonly behind?: ReportName;
}

type EmailCount = Exclude<CountsOf<ReportRow>, 'key'>;
const email = (
  name: EmailCount,
  title: string,
  means: string,
  rate?: RatesOf<ReportRow>,
  of?: EmailCount | 'people_views_tracked' | 'people_clicks_tracked',
): [EmailCount, Figure] => [name, { name, title, means, rate, of }];

const EMAILS = [
  email('sent', 'Sent', 'E-mails of which it is known that they left.'),
  email('uncertain', 'Uncertain', 'E-mails nobody knows the fate of. They are in no other figure.'),
  email('delivered', 'Delivered', 'Sent, and not known to have come back within eight days.'),
  email('delivered_so_far', 'So far', 'Of the delivered ones those younger than eight days.'),
  email('bounced', 'Came back', 'E-mails that bounced, of those that were sent.', 'bounce_rate', 'sent'),
  email('bounced_hard', 'Hard', 'Came back because the address does not exist.'),
  email('bounced_soft', 'Soft', 'Came back for a reason that may pass.'),
  email('bounced_block', 'Blocked', 'Came back because the receiving server refuses us.'),
  email('answered', 'Answered', 'E-mails with a reply.'),
  email('replies', 'Replies', 'Messages of kind reply that are not undone.'),
  email(
    'replies_positive',
    'Positive',
    'Replies that a colleague called positive, of those that were called one way or the other.',
    'positive_rate',
    'replies_marked',
  ),
  email(
    'complaints',
    'Complaints',
    'Reports of spam, of delivered e-mails. Large providers act at 0.3 %.',
    'complaint_rate',
    'delivered',
  ),
  email('machine_opens', 'Opened by programs', 'Opens by proxies and scanners: in no rate.'),
  email('machine_clicks', 'Clicked by programs', 'Clicks by proxies and scanners: in no rate.'),
  email('calls', 'Calls', 'Logged calls.'),
  email(
    'calls_connected',
    'Calls connected',
    'Logged calls whose outcome says that somebody was spoken to, of logged calls.',
    'connect_rate',
    'calls',
  ),
  email('calls_positive', 'Calls positive', 'Logged calls with a positive sentiment.'),
  email(
    'people_emailed',
    'People e-mailed',
    'People with a delivered e-mail here: what shares of people are shares of.',
  ),
  email('people_contacted', 'Contacted', 'People with a delivered e-mail or a logged call.'),
  email(
    'people_replied',
    'Replied',
    'People with a reply that answers an e-mail counted here. Automatic answers, receipts and bounces never count.',
    'reply_rate',
    'people_emailed',
  ),
  email(
    'people_viewed',
    'Opened',
    'People who opened, of people e-mailed with that tracking on. Programs that open do not count.',
    'open_rate',
    'people_views_tracked',
  ),
  email(
    'people_clicked',
    'Clicked',
    'People who followed a link, of people e-mailed with that tracking on. Programs do not count.',
    'click_rate',
    'people_clicks_tracked',
  ),
  email(
    'people_opted_out',
    'Opted out',
    'People who opted out, or complained, by an e-mail counted here, of people e-mailed.',
    'opt_out_rate',
    'people_emailed',
  ),
  email(
    'people_succeeded',
    'Success',
    'People who became a success within 30 days after a touch counted here that was their last.',
    'success_rate',
    'people_contacted',
  ),
] as const;

const rep = (
  name: CountsOf<RepRow> | 'answer_minutes',
  title: string,
  means: string,
  rate?: RatesOf<RepRow>,
  of?: CountsOf<RepRow>,
): [string, Figure] => [name, { name, title, means, rate, of }];

const REPS = [
  rep(
    'touches_due',
    'Due',
    'Touches by hand whose due day, by the rep’s clock, lies in the time. Leave and holidays are not due.',
  ),
  rep(
    'touches_on_time',
    'On time',
    'Touches done on their day or before, of those that were due.',
    'on_time_rate',
    'touches_due',
  ),
  rep('touches_late', 'Late', 'Touches done after their day.'),
  rep('touches_open', 'Not done', 'Touches whose day is over and which nobody has done.'),
  rep(
    'replies_answered',
    'Answered',
    'Replies that began to wait in the time and were answered by an e-mail or a call.',
  ),
  rep('replies_waiting', 'Waiting', 'Replies that began to wait in the time and still do.'),
  rep(
    'answer_minutes',
    'Time to answer',
    'Median from a reply to its answer, within the rep’s working hours.',
  ),
] as const;

const funnel = (
  name: CountsOf<FunnelRow>,
  title: string,
  means: string,
  rate?: RatesOf<FunnelRow>,
  of?: CountsOf<FunnelRow>,
): [string, Figure] => [name, { name, title, means, rate, of }];

const FUNNEL = [
  funnel(
    'people_added',
    'Put on a cadence',
    'People put on cadences in the time; who was put on again counts from the last time.',
  ),
  funnel(
    'people_contacted',
    'Contacted',
    'Of these, with a delivered e-mail or a logged call of that cadence since.',
    'contact_rate',
    'people_added',
  ),
  funnel(
    'people_looked',
    'Looked',
    'Of the contacted, who opened an e-mail or followed a link.',
    'look_rate',
    'people_contacted',
  ),
  funnel('people_replied', 'Replied', 'Of the contacted, who replied.', 'reply_rate', 'people_contacted'),
] as const;

const TABLES: Readonly<Record<ReportName, ReadonlyMap<string, Figure>>> = {
  emails: new Map<string, Figure>(EMAILS),
  // What is the rep's of e-mails and calls is counted by the report of e-mails, by user.
  reps: new Map<string, Figure>([
    ...EMAILS.map(([name, figure]): [string, Figure] => [name, { ...figure, behind: 'emails' }]),
    ...REPS,
  ]),
  funnel: new Map<string, Figure>(FUNNEL),
};

/** Figures of a report by their names. @throws TypeError for a name the report has not */
export function figuresOf(report: ReportName, names: readonly string[]): readonly Figure[] {
  return names.map((name) => {
    const figure = TABLES[report].get(name);
    if (!figure) throw new TypeError(`No report of ${report} has ${name}`);
    return figure;
  });
}

/** Whose records can be asked for: the figure, or what its share is of. */
export function figureTitle(report: ReportName, name: string): string | undefined {
  const own = TABLES[report].get(name);
  return own?.title ?? OTHERS[name];
}
const OTHERS: Readonly<Record<string, string>> = {
  people_views_tracked: 'People whose opens are noticed',
  people_clicks_tracked: 'People whose clicks are noticed',
  replies_marked: 'Replies that were marked',
};

/** The number and the share of a row. */
export const countOf = (row: object, figure: Figure): number | null =>
  (row as Readonly<Record<string, number | null>>)[figure.name] ?? null;
export const rateOf = (row: object, figure: Figure): Rate | undefined =>
  figure.rate === undefined ? undefined : (row as Readonly<Record<string, Rate>>)[figure.rate];
