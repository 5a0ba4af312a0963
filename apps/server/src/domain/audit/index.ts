// What the HTTP layer uses of this area.
export { auditEntries } from './audit-entries.js';
