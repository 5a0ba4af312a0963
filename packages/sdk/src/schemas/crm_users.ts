// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { crmUsers } from '@cadenza/contract/resources/crm_users';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['crm_users']> = crmUsers.create.body;
export const update: FormSchema<Updates['crm_users']> = crmUsers.update.body;
