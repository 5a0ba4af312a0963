// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { pinActivityHistory } from '@cadenza/contract/resources/activity_histories';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['pin_activity_history']> = pinActivityHistory.body;
