// What the server, its commands and the HTTP layer use of this area.
export { cadenceStatsOf } from './cadence-stats.js';
export { emailReportOf } from './email-report.js';
export { countDue, recountTeam } from './fold-commands.js';
export { reportLimits } from './figures.js';
