import { auditEntries } from '../resources/audit_entries.js';
import { auditReports } from '../resources/audit_reports.js';

/** Who changed what. */
export const area = {
  resources: { audit_entries: auditEntries, audit_reports: auditReports },
  operations: {},
};
