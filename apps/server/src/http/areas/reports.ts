import type { Areas } from '@cadenza/contract';
import { cadenceStatsOf, emailReportOf } from '../../domain/reports/index.js';
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

/** Figures of what happened. */
export const area: HandlersOf<Areas['reports']> = {
  resources: {},
  operations: {
    cadence_stats: {
      read: ({ app, principal, now }, { params: { id } }) =>
        inPlace(app, principal, () => cadenceStatsOf(app.database, principal, id, now)),
    },
    email_report: {
      read: ({ app, principal, now }, { query }) => {
        const time = (moment: Date) => wireTime(moment, principal.timeZone);
        return inPlace(app, principal, () => emailReportOf(app.database, principal, query, { now, time }));
      },
    },
  },
};
