import type { Contract, Query } from '@cadenza/contract';
import type { Database } from '../../db/connect.js';
import { readOnly } from '../../db/write.js';
import type { Principal } from '../../kernel/principal.js';
import { requireZone } from '../zones.js';
import { figuresOf, noFigures } from './figures.js';
import { namesOf } from './names.js';
import { type By, type Count, type Figures, NARROWED_BY, type PeopleCount } from './question.js';
import { rangeOf, stillCounting } from './range.js';
import { type Rate, rateOf } from './rate-rules.js';

type Asked = Query<Contract['operations']['email_report']>;
type Behind = Query<Contract['operations']['email_report_rows']>;

const MOST_ROWS = 1000;
/** By what people are a cohort unless the question says otherwise. */
const COHORTS: readonly By[] = ['cadence', 'step', 'version', 'template'];
/** People who stand in shares alone, as what these are of. */
const ONLY_IN_SHARES: readonly string[] = ['people_views_tracked', 'people_clicks_tracked'];
const ARE_NO_RECORDS: readonly By[] = ['total', 'day', 'hour', 'provider'];

/** What figures are called on the wire. */
export const WIRE_COUNTS: Readonly<Record<Behind['figure'], Count | PeopleCount>> = {
  sent: 'sent',
  uncertain: 'uncertain',
  delivered: 'delivered',
  delivered_so_far: 'young',
  bounced: 'bounced',
  bounced_hard: 'hard',
  bounced_soft: 'soft',
  bounced_block: 'block',
  answered: 'answered',
  replies: 'replies',
  replies_marked: 'marked',
  replies_positive: 'marked_positive',
  complaints: 'complaints',
  machine_opens: 'machine_opens',
  machine_clicks: 'machine_clicks',
  calls: 'calls',
  calls_connected: 'connected',
  calls_positive: 'positive',
  people_emailed: 'people_emailed',
  people_contacted: 'people_contacted',
  people_replied: 'people_replied',
  people_viewed: 'people_viewed',
  people_clicked: 'people_clicked',
  people_opted_out: 'people_opted_out',
  people_succeeded: 'people_succeeded',
  people_views_tracked: 'people_views_tracked',
  people_clicks_tracked: 'people_clicks_tracked',
};

/** By what people are counted. */
export const basisOf = ({
  by,
  basis = COHORTS.includes(by) ? 'cohort' : 'period',
}: Pick<Asked, 'by' | 'basis'>): 'cohort' | 'period' => basis;

/** Figures as wire JSON; `time` writes a moment as the caller reads it. @throws AppError invalid, unavailable */
export async function emailReportOf(
  { kysely }: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Asked,
  { now, time }: { readonly now: Date; readonly time: (moment: Date) => string },
): Promise<string> {
  const { by, zone = principal.timeZone } = asked;
  const basis = basisOf(asked);
  if (asked.zone !== undefined) await requireZone(kysely, 'zone', zone);
  const { first, last, from, until } = rangeOf(asked, zone, now);
  const only = Object.fromEntries(NARROWED_BY.map((column) => [column, asked[column as 'user_id']]));
  return readOnly(kysely, principal.teamId, async (tx) => {
    const question = { by, basis, from, until, zone, only, now, most: MOST_ROWS + 1 };
    const found = await figuresOf(tx, principal, question);
    if (found === undefined) throw stillCounting();
    const rows = by === 'total' && found.rows.length === 0 ? [noFigures('')] : found.rows.slice(0, MOST_ROWS);
    const ids = ARE_NO_RECORDS.includes(by)
      ? []
      : rows.flatMap(({ key }) => (key === null ? [] : [Number(key)]));
    const names = await namesOf(tx, principal, by, ids);
    return JSON.stringify({
      by,
      basis,
      from: first,
      until: last,
      zone,
      counted_until: found.upTo === null ? null : time(found.upTo),
      more: found.rows.length > MOST_ROWS,
      rows: rows.map((row) => rowOf(row, names.get(Number(row.key)) ?? null)),
    });
  });
}

const ratesOf = (row: Figures): Record<string, Rate> => ({
  reply_rate: rateOf(row.people_replied, row.people_emailed),
  positive_rate: rateOf(row.marked_positive, row.marked),
  open_rate: rateOf(row.people_viewed, row.people_views_tracked),
  click_rate: rateOf(row.people_clicked, row.people_clicks_tracked),
  opt_out_rate: rateOf(row.people_opted_out, row.people_emailed),
  success_rate: rateOf(row.people_succeeded, row.people_contacted),
  bounce_rate: rateOf(row.bounced, row.sent),
  complaint_rate: rateOf(row.complaints, row.delivered),
  connect_rate: rateOf(row.connected, row.calls),
  open_coverage: rateOf(row.people_views_tracked, row.people_emailed),
  click_coverage: rateOf(row.people_clicks_tracked, row.people_emailed),
});

function rowOf(row: Figures, name: string | null): object {
  return {
    key: row.key,
    name,
    ...Object.fromEntries(
      Object.entries(WIRE_COUNTS).flatMap(([name, count]) =>
        ONLY_IN_SHARES.includes(name) ? [] : [[name, row[count]]],
      ),
    ),
    ...ratesOf(row),
  };
}
