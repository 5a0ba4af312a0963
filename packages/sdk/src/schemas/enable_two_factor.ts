// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { enableTwoFactor } from '@cadenza/contract/resources/two_factor';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['enable_two_factor']> = enableTwoFactor.body;
