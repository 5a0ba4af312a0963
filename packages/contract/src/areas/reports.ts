import {
  cadenceStats,
  emailReport,
  emailReportRows,
  funnelReport,
  funnelReportRows,
  repReport,
  repReportRows,
} from '../resources/reports.js';

/** Figures of what happened. */
export const area = {
  resources: {},
  operations: {
    cadence_stats: cadenceStats,
    email_report: emailReport,
    email_report_rows: emailReportRows,
    funnel_report: funnelReport,
    funnel_report_rows: funnelReportRows,
    rep_report: repReport,
    rep_report_rows: repReportRows,
  },
};
