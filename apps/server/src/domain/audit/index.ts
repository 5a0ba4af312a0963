// What the HTTP layer and who makes the reports use of this area.
export { auditEntries } from './audit-entries.js';
export { auditReports, markReport, type ReportClaim, takeReports } from './audit-reports.js';
