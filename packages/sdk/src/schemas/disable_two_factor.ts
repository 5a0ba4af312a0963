// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { disableTwoFactor } from '@cadenza/contract/resources/two_factor';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['disable_two_factor']> = disableTwoFactor.body;
