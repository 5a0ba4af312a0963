// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { phoneNumberAssignments } from '@cadenza/contract/resources/call_data_records';
import type { Creates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['phone_number_assignments']> = phoneNumberAssignments.create.body;
