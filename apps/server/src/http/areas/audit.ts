import type { Areas } from '@cadenza/contract';
import { auditEntries, auditReports } from '../../domain/audit/index.js';
import type { HandlersOf } from '../handler-types.js';

/** Who changed what. */
export const area: HandlersOf<Areas['audit']> = {
  resources: { audit_entries: auditEntries, audit_reports: auditReports },
  operations: {},
};
