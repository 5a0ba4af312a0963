// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { accounts } from '@cadenza/contract/resources/accounts';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['accounts']> = accounts.create.body;
export const update: FormSchema<Updates['accounts']> = accounts.update.body;
