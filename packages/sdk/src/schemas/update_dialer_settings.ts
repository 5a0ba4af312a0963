// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { updateDialerSettings } from '@cadenza/contract/resources/dialer';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['update_dialer_settings']> = updateDialerSettings.body;
