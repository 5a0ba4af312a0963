// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { mailboxes } from '@cadenza/contract/resources/mailboxes';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['mailboxes']> = mailboxes.create.body;
export const update: FormSchema<Updates['mailboxes']> = mailboxes.update.body;
