// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { mailboxTest } from '@cadenza/contract/resources/mailboxes';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['mailbox_test']> = mailboxTest.body;
