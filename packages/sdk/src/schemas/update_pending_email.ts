// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { updatePendingEmail } from '@cadenza/contract/resources/pending_emails';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['update_pending_email']> = updatePendingEmail.body;
