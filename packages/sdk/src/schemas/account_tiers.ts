// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { accountTiers } from '@cadenza/contract/resources/account_tiers';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['account_tiers']> = accountTiers.create.body;
export const update: FormSchema<Updates['account_tiers']> = accountTiers.update.body;
