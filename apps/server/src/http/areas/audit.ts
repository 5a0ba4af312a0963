import type { Areas } from '@cadenza/contract';
import { auditEntries } from '../../domain/audit/index.js';
import type { HandlersOf } from '../handler-types.js';

/** Who changed what. */
export const area: HandlersOf<Areas['audit']> = {
  resources: { audit_entries: auditEntries },
  operations: {},
};
