// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { crmActivityFields } from '@cadenza/contract/resources/crm_activity_fields';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['crm_activity_fields']> = crmActivityFields.create.body;
export const update: FormSchema<Updates['crm_activity_fields']> = crmActivityFields.update.body;
