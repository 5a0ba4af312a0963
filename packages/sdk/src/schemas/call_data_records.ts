// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { callDataRecords } from '@cadenza/contract/resources/call_data_records';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['call_data_records']> = callDataRecords.create.body;
export const update: FormSchema<Updates['call_data_records']> = callDataRecords.update.body;
