// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { accountRedaction } from '@cadenza/contract/resources/data_control';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['account_redaction']> = accountRedaction.body;
