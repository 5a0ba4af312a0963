// What the HTTP layer and who makes the reports use of this area.
export { auditEntries } from './audit-entries.js';
export { auditReports, beginReport, completeReport, type ReportJob } from './audit-reports.js';
