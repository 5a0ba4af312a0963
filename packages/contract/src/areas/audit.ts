import { auditEntries } from '../resources/audit_entries.js';

/** Who changed what. */
export const area = {
  resources: { audit_entries: auditEntries },
  operations: {},
};
