import { cadenceStats, emailReport } from '../resources/reports.js';

/** Figures of what happened. */
export const area = {
  resources: {},
  operations: {
    cadence_stats: cadenceStats,
    email_report: emailReport,
  },
};
