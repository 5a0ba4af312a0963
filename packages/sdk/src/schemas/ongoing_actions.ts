// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { ongoingActions } from '@cadenza/contract/resources/actions';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['ongoing_actions']> = ongoingActions.body;
