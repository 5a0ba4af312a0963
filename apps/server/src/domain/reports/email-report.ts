import type { Contract, Query } from '@cadenza/contract';
import type { Database } from '../../db/connect.js';
import { readOnly } from '../../db/write.js';
import type { Principal } from '../../kernel/principal.js';
import { requireZone } from '../zones.js';
import { type By, type Figures, figuresOf, NARROWED_BY, noFigures } from './figures.js';
import { namesOf } from './names.js';
import { rangeOf, stillCounting } from './range.js';
import { type Rate, rateOf } from './rate-rules.js';

type Asked = Query<Contract['operations']['email_report']>;

const MOST_ROWS = 1000;
/** By what people are a cohort unless the question says otherwise. */
const COHORTS: readonly By[] = ['cadence', 'step', 'version', 'template'];
const ARE_NO_RECORDS: readonly By[] = ['total', 'day', 'hour', 'provider'];

/** Figures as wire JSON; `time` writes a moment as the caller reads it. @throws AppError invalid, unavailable */
export async function emailReportOf(
  { kysely }: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Asked,
  { now, time }: { readonly now: Date; readonly time: (moment: Date) => string },
): Promise<string> {
  const { by, basis = COHORTS.includes(by) ? 'cohort' : 'period', zone = principal.timeZone } = asked;
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
    sent: row.sent,
    uncertain: row.uncertain,
    delivered: row.delivered,
    delivered_so_far: row.young,
    bounced: row.bounced,
    bounced_hard: row.hard,
    bounced_soft: row.soft,
    bounced_block: row.block,
    answered: row.answered,
    replies: row.replies,
    complaints: row.complaints,
    calls: row.calls,
    calls_connected: row.connected,
    calls_positive: row.positive,
    people_emailed: row.people_emailed,
    people_contacted: row.people_contacted,
    people_replied: row.people_replied,
    people_viewed: row.people_viewed,
    people_clicked: row.people_clicked,
    people_opted_out: row.people_opted_out,
    people_succeeded: row.people_succeeded,
    ...ratesOf(row),
  };
}
