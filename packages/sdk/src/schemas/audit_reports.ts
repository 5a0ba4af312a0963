// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { auditReports } from '@cadenza/contract/resources/audit_reports';
import type { Creates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['audit_reports']> = auditReports.create.body;
