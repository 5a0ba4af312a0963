import type { Areas } from '@cadenza/contract';
import {
  cadenceStatsOf,
  emailReportOf,
  emailReportRowsOf,
  funnelReportOf,
  funnelReportRowsOf,
  repReportOf,
  repReportRowsOf,
} from '../../domain/reports/index.js';
import type { AppContext } from '../context.js';
import type { HandlersOf, Reader } from '../handler-types.js';
import { createPlaces, type Places } from '../places.js';
import { wireTime } from '../wire-time.js';

/** Figures that are being counted: of a team, and of a process, each of which holds a connection to the database. */
const OF_TEAM = 4;
const places = new WeakMap<AppContext, Places>();

/** Holds a place while figures are counted. @throws AppError rate_limited */
async function inPlace(
  app: AppContext,
  principal: Reader['principal'],
  work: () => Promise<string>,
): Promise<string> {
  const known =
    places.get(app) ??
    createPlaces(OF_TEAM, Math.max(1, Math.floor(app.config.databasePoolMax / 4)), 'reports');
  places.set(app, known);
  const leave = known.take(principal.teamId);
  try {
    return await work();
  } finally {
    leave();
  }
}

type Reports<Q> = (
  database: AppContext['database'],
  principal: Reader['principal'],
  asked: Q,
  edge: { readonly now: Date; readonly time: (moment: Date) => string },
) => Promise<string>;

/** Answers with a report, which takes a place while it is counted. */
const counted =
  <Q>(report: Reports<Q>) =>
  ({ app, principal, now }: Reader, { query }: { readonly query: Q }): Promise<string> => {
    const time = (moment: Date) => wireTime(moment, principal.timeZone);
    return inPlace(app, principal, () => report(app.database, principal, query, { now, time }));
  };

/** Figures of what happened. */
export const area: HandlersOf<Areas['reports']> = {
  resources: {},
  operations: {
    cadence_stats: {
      read: ({ app, principal, now }, { params: { id } }) =>
        inPlace(app, principal, () => cadenceStatsOf(app.database, principal, id, now)),
    },
    email_report: { read: counted(emailReportOf) },
    email_report_rows: { read: counted(emailReportRowsOf) },
    funnel_report: { read: counted(funnelReportOf) },
    funnel_report_rows: { read: counted(funnelReportRowsOf) },
    rep_report: { read: counted(repReportOf) },
    rep_report_rows: { read: counted(repReportRowsOf) },
  },
};
