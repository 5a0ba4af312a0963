// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { accountUpserts } from '@cadenza/contract/resources/accounts';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['account_upserts']> = accountUpserts.body;
