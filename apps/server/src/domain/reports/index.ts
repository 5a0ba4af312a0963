// What the server, its commands and the HTTP layer use of this area.
export { cadenceStatsOf } from './cadence-stats.js';
export { emailReportRowsOf, funnelReportRowsOf, repReportRowsOf } from './behind-report.js';
export { emailReportOf } from './email-report.js';
export { funnelReportOf } from './funnel-report.js';
export { repReportOf } from './rep-report.js';
export { countDue, recountTeam } from './fold-commands.js';
export { setReader } from './reader-commands.js';
export { reportLimits } from './figures.js';
