import type { Contract, Query } from '@cadenza/contract';
import type { Database, Tx } from '../../db/connect.js';
import { readOnly } from '../../db/write.js';
import type { Principal } from '../../kernel/principal.js';
import { requireZone } from '../zones.js';
import { basisOf, WIRE_COUNTS } from './email-report.js';
import { type Behind, rowsBehind } from './figures.js';
import { rowsOfFunnel } from './funnel-report.js';
import { NARROWED_BY } from './question.js';
import { type Range, rangeOf, stillCounting } from './range.js';
import { rowsOfRep } from './rep-report.js';

type Operations = Contract['operations'];
interface Edge {
  readonly now: Date;
  readonly time: (moment: Date) => string;
}
type Common = {
  zone?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  figure: string;
  page: number;
  per_page: number;
};

/** Which records a number counts, as wire JSON: what every report answers of its numbers. */
async function answer(
  { kysely }: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Common,
  { now, time }: Edge,
  rowsOf: (tx: Tx, range: Range, zone: string) => Promise<readonly Behind[]>,
): Promise<string> {
  const { zone = principal.timeZone, figure, page, per_page: size } = asked;
  if (asked.zone !== undefined) await requireZone(kysely, 'zone', zone);
  const range = rangeOf(asked, zone, now);
  return readOnly(kysely, principal.teamId, async (tx) => {
    const rows = await rowsOf(tx, range, zone);
    return JSON.stringify({
      figure,
      page,
      next_page: rows.length > size ? page + 1 : null,
      rows: rows.slice(0, size).map(({ resource, id, person_id, at }) => ({
        resource,
        id,
        person_id,
        at: at === null ? null : time(new Date(at)),
      })),
    });
  });
}

/** The records behind a number of the report of e-mails. @throws AppError invalid, unavailable */
export const emailReportRowsOf = (
  database: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Query<Operations['email_report_rows']>,
  edge: Edge,
): Promise<string> =>
  answer(database, principal, asked, edge, async (tx, { from, until }, zone) => {
    const only = Object.fromEntries(NARROWED_BY.map((column) => [column, asked[column as 'user_id']]));
    const { by, figure, page, per_page: size } = asked;
    const key = asked.key ?? (by === 'total' ? '' : null);
    const question = { by, basis: basisOf(asked), from, until, zone, only, now: edge.now, most: size + 1 };
    const wanted = { key, figure: WIRE_COUNTS[figure], skip: (page - 1) * size };
    const found = await rowsBehind(tx, principal, question, wanted);
    if (found === undefined) throw stillCounting();
    return found.rows;
  });

/** The records behind a number of the report of reps. @throws AppError invalid */
export const repReportRowsOf = (
  database: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Query<Operations['rep_report_rows']>,
  edge: Edge,
): Promise<string> =>
  answer(database, principal, asked, edge, (tx, range) => rowsOfRep(tx, principal, asked, range, edge.now));

/** The people behind a number of the funnel. @throws AppError invalid, unavailable */
export const funnelReportRowsOf = (
  database: Pick<Database, 'kysely'>,
  principal: Principal,
  asked: Query<Operations['funnel_report_rows']>,
  edge: Edge,
): Promise<string> =>
  answer(database, principal, asked, edge, async (tx, range, zone) => {
    const found = await rowsOfFunnel(tx, principal, asked, range, zone);
    if (found === undefined) throw stillCounting();
    return found.rows;
  });
