// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { accountStages } from '@cadenza/contract/resources/account_stages';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['account_stages']> = accountStages.create.body;
export const update: FormSchema<Updates['account_stages']> = accountStages.update.body;
